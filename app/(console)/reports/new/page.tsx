import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { Section } from '#components/section.tsx'
import { requireActor } from '#features/access/guard.ts'
import { listLegalFacts } from '#features/legal-facts/queries.ts'
import { LegalFactsSection } from '#features/legal-facts/view/legal-facts-section.tsx'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import { ComposeForm } from '#features/reports/view/compose-form.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('compose.title') }
}

export default async function ComposeReport() {
  const actor = await requireActor('reports:compose')
  const [{ last }, { facts }] = await Promise.all([readingsAtAGlance(actor), listLegalFacts(actor)])
  const t = await getTranslations('reports')
  return (
    <>
      <PageHeader
        title={t('compose.title')}
        meta={t('compose.about')}
        trail={{ label: t('trail'), parents: [{ href: '/reports', label: t('title') }] }}
      />
      {last ? null : <Banner tone="expiring">{t('compose.noReading')}</Banner>}
      <Section title={t('compose.choices')}>
        <ComposeForm />
      </Section>
      <LegalFactsSection facts={facts} />
    </>
  )
}
