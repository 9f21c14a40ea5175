import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { listLegalFacts } from '#features/legal-facts/queries.ts'
import { legalWords } from '#features/legal-facts/view/fact-words.ts'
import { FactsTable } from '#features/legal-facts/view/facts-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('legalFacts'))('title') }
}

export default async function LegalFacts() {
  const actor = await requireActor('organisations:read')
  const { country, facts, advisesOnly } = await listLegalFacts(actor)
  const t = await getTranslations()
  const { countryName } = await legalWords()
  const here = t('legalFacts.here', { country: countryName(country) })
  return (
    <>
      <PageHeader
        title={t('legalFacts.title')}
        trail={{
          label: t('frame.breadcrumb'),
          parents: [{ href: '/settings', label: t('organisations.title') }],
        }}
        meta={t('legalFacts.about')}
      />
      {advisesOnly ? <Banner>{t('legalFacts.dpoAdvises')}</Banner> : null}
      <Section title={here} note={t('legalFacts.hereNote')}>
        <FactsTable label={here} facts={facts.filter(({ applies }) => applies)} />
      </Section>
      <Section title={t('legalFacts.elsewhere')} note={t('legalFacts.elsewhereNote')}>
        <FactsTable label={t('legalFacts.elsewhere')} facts={facts.filter(({ applies }) => !applies)} />
      </Section>
      <GradeLegend grades={['stated', 'unverifiable']} />
    </>
  )
}
