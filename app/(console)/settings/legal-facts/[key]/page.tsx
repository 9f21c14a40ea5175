import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { Banner } from '#components/banner.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { legalFactDetail } from '#features/legal-facts/queries.ts'
import { ChangeForm } from '#features/legal-facts/view/change-form.tsx'
import { ConfirmForm } from '#features/legal-facts/view/confirm-form.tsx'
import { FactHistory } from '#features/legal-facts/view/fact-history.tsx'
import { FactSays } from '#features/legal-facts/view/fact-says.tsx'
import { legalWords } from '#features/legal-facts/view/fact-words.ts'
import { orNotFound } from '../../../../or-not-found.ts'

type Props = { params: Promise<{ key: string }> }

const load = cache(async (key: string) => {
  const actor = await requireActor('organisations:read')
  return orNotFound(legalFactDetail(actor, key))
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { fact } = await load((await params).key)
  return { title: (await legalWords()).subject(fact) }
}

export default async function LegalFact({ params }: Props) {
  const { country, fact, versions, today, mayChange, advisesOnly } = await load((await params).key)
  const t = await getTranslations()
  const words = await legalWords()
  const canConfirm = mayChange && fact.value !== null && (fact.toBeChecked || fact.isOverdue)
  return (
    <>
      <PageHeader
        title={words.subject(fact)}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [
            { href: '/settings', label: t('organisations.title') },
            { href: '/settings/legal-facts', label: t('legalFacts.title') },
          ],
        }}
        meta={<span>{words.scope(fact)}</span>}
      />
      {advisesOnly ? <Banner>{t('legalFacts.dpoAdvises')}</Banner> : null}
      <Section title={t('legalFacts.stands')} note={t(`legalFacts.subjects.${fact.subject}`)}>
        <FactSays fact={fact} />
      </Section>
      {canConfirm ? (
        <Section title={t('legalFacts.form.confirmTitle')} note={t('legalFacts.form.confirmNote')}>
          <ConfirmForm fact={fact} today={today} />
        </Section>
      ) : null}
      {mayChange ? (
        <Section
          title={t(fact.value === null ? 'legalFacts.form.stateTitle' : 'legalFacts.form.changeTitle')}
          note={t('legalFacts.form.changeNote')}
        >
          <ChangeForm fact={fact} country={country} today={today} />
        </Section>
      ) : null}
      <Section title={t('legalFacts.history.title')} note={t('legalFacts.history.note')}>
        <FactHistory versions={versions} mayChange={mayChange} />
      </Section>
      <GradeLegend grades={['stated', 'unverifiable']} />
    </>
  )
}
