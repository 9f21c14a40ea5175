import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { momentOf } from '#features/inventory/as-of.ts'
import { type Authorisations, authorisations } from '#features/inventory/authorisations.ts'
import { AgreedTable } from '#features/inventory/view/agreed-table.tsx'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import { ConsentsTable } from '#features/inventory/view/consents-table.tsx'
import { IntuneEventsTable } from '#features/inventory/view/intune-events-table.tsx'
import { TokenConsentsTable } from '#features/inventory/view/token-consents-table.tsx'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'
import { listAsked } from '../list-asked.ts'

const path = '/authorisations'

type Props = { searchParams: SearchParams }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('authorisations'))('title') }
}

export default async function SharingAuthorisations({ searchParams }: Props) {
  const actor = await requireActor('connections:read')
  const asOf = await asOfHere(searchParams)
  const t = await getTranslations('authorisations')
  const { after, leftOut } = listAsked(await searchParams)
  const known = await authorisations(actor, { after, ...momentOf(asOf) })
  const { reading } = known
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AsOfBar asOf={asOf} path={path} reading={reading} />
      <LeftOut parts={leftOut} />
      <Banner>{t('notConsent')}</Banner>
      {reading ? (
        <Known known={known} after={after} />
      ) : (
        <EmptyState title={t('empty.title')}>
          {t(asOf.kind === 'past' ? 'empty.notRead' : 'empty.never')}
        </EmptyState>
      )}
    </>
  )
}

type KnownProps = { known: Authorisations; after: string | undefined }

async function Known({ known, after }: KnownProps) {
  const t = await getTranslations('authorisations')
  const words = await getTranslations('shares')
  const { tokens, found, next } = known
  const sources = [...known.agreed, ...known.consents, ...known.tokens].map(({ source }) => source)
  return (
    <>
      <Section title={t('agreedTitle')} note={t('agreedNote')}>
        <AgreedTable agreed={known.agreed} />
      </Section>
      <Section title={t('consentsTitle')} note={t('consentsNote')}>
        <ConsentsTable consents={known.consents} />
      </Section>
      <Section title={t('tokensTitle')} note={t('tokensNote')}>
        <TokenConsentsTable tokens={tokens} />
        {next !== null || after !== undefined ? (
          <PageLinks
            label={t('pages')}
            range={t('shown', { shown: tokens.length, found })}
            previous={{
              href: after === undefined ? undefined : path,
              label: words('firstPage'),
            }}
            next={{
              href: next === null ? undefined : addressOf(path, { after: next }),
              label: words('nextPage'),
            }}
          />
        ) : null}
      </Section>
      <Section title={t('eventsTitle')}>
        <IntuneEventsTable label={t('eventsTitle')} events={known.events} empty={t('eventsNone')} />
        <GradeLegend grades={gradesShown(sources)} />
      </Section>
    </>
  )
}
