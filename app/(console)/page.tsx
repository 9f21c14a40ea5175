import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { langHere } from '#features/catalogue/view/lang.ts'
import { listStated } from '#features/connections/list-stated.ts'
import { StatedOffers } from '#features/connections/view/stated-offers.tsx'
import { StatedSection } from '#features/connections/view/stated-section.tsx'
import { momentOf } from '#features/inventory/as-of.ts'
import { overview } from '#features/inventory/overview.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { ExpiryStrip } from '#features/inventory/view/expiry-strip.tsx'
import { ServiceRows } from '#features/inventory/view/service-rows.tsx'
import { SharingFlow } from '#features/inventory/view/sharing-flow.tsx'
import { SharingSentence } from '#features/inventory/view/sharing-sentence.tsx'
import { tenantLinks } from '#features/organisations/queries.ts'
import { readingDetail, readingsAtAGlance } from '#features/readings/queries.ts'
import { ReadButton } from '#features/readings/view/read-button.tsx'
import { ReadingProgress } from '#features/readings/view/reading-progress.tsx'
import { Moment, Reason } from '#features/readings/view/reading-words.tsx'
import { asOfHere, type SearchParams } from './as-of-here.ts'
import { NeedsPerson } from './needs-person.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('overview'))('title') }
}

export default async function Overview({ searchParams }: { searchParams: SearchParams }) {
  const actor = await requireActor('inventory:read')
  const asOf = await asOfHere(searchParams)
  const isPast = asOf.kind === 'past'
  const [inventory, links, { underWay, newest }, stated, t] = await Promise.all([
    overview(actor, { lang: await langHere(), ...momentOf(asOf) }),
    tenantLinks(actor),
    readingsAtAGlance(actor),
    listStated(actor, momentOf(asOf)),
    getTranslations('overview'),
  ])
  // An earlier day is looked at: what can be begun, goes on or went wrong is of today.
  const mayRead = !isPast && can(actor, 'readings:start') && links.length > 0 && !underWay
  const failed = !isPast && newest?.state === 'failed' ? newest : null
  const progress = !isPast && underWay ? await readingDetail(actor, underWay.id) : null
  const mayState = !isPast && can(actor, 'connections:state')
  const needsPerson = <NeedsPerson actor={actor} asOf={asOf} inventory={inventory} stated={stated} />
  const expiry = inventory.expiries.some(({ count }) => count > 0) ? (
    <Section title={t(isPast ? 'expiry.titleThen' : 'expiry.title')}>
      <ExpiryStrip months={inventory.expiries} />
    </Section>
  ) : null
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          inventory.reading && !isPast ? (
            <span>
              {t('readAt')} <Moment at={inventory.reading.finishedAt} />
            </span>
          ) : null
        }
        action={mayRead ? <ReadButton again={failed !== null} /> : null}
      />
      {asOf.kind === 'today' ? null : <AsOfBar asOf={asOf} path="/" reading={inventory.reading} />}
      {progress ? <ReadingProgress state={progress.state} collections={progress.collections} /> : null}
      {failed ? (
        <Banner
          tone="refusal"
          action={<QuietLink href={`/readings/${failed.id}`}>{t('seeReading')}</QuietLink>}
        >
          {t('failed', { sequence: failed.sequence })} <Reason reading={failed} />{' '}
          {inventory.reading ? t('lastStands', { sequence: inventory.reading.sequence }) : null}
        </Banner>
      ) : null}
      <StatedOffers stated={stated} />
      {inventory.reading ? (
        <>
          <SharingSentence inventory={inventory} />
          <SharingFlow inventory={inventory} />
          {needsPerson}
          {expiry}
          <Section title={t('servicesTitle')} note={t('servicesNote')}>
            <ServiceRows inventory={inventory} />
            <GradeLegend grades={['observed']} />
          </Section>
        </>
      ) : isPast ? (
        <EmptyState title={t('notReadThen.title')}>{t('notReadThen.sentence')}</EmptyState>
      ) : links.length === 0 ? (
        <EmptyState
          title={t('noTenant.title')}
          action={
            <FormButtons>
              {can(actor, 'tenantLinks:connect') ? (
                <ButtonLink href="/settings/tenants/new">{t('noTenant.connect')}</ButtonLink>
              ) : null}
              {mayState ? (
                <ButtonLink tone="plain" href="/connections/new">
                  {t('noTenant.record')}
                </ButtonLink>
              ) : null}
            </FormButtons>
          }
        >
          {can(actor, 'tenantLinks:connect') ? t('noTenant.sentence') : t('noTenant.askAdmin')}
        </EmptyState>
      ) : (
        <EmptyState title={t('notRead.title')}>
          {t(underWay ? 'notRead.reading' : 'notRead.sentence')}
        </EmptyState>
      )}
      {inventory.reading ? null : (
        <>
          <StatedSection stated={stated} mayState={mayState} />
          {needsPerson}
          {expiry}
        </>
      )}
    </>
  )
}
