import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import type { StandingFact } from '../queries.ts'

/** On the settings: how many of the facts that hold here are still to be checked, and the way to them. */
export async function LegalFactsSection({ facts }: { facts: readonly StandingFact[] }) {
  const t = await getTranslations('legalFacts')
  const here = facts.filter(({ applies }) => applies)
  const counts = {
    toBeChecked: here.filter(({ toBeChecked }) => toBeChecked).length,
    notStated: here.filter(({ value }) => value === null).length,
    overdue: here.filter(({ isOverdue }) => isOverdue).length,
  }
  return (
    <Section title={t('title')} note={t('note')}>
      <p>
        {t('counts', counts)} <QuietLink href="/settings/legal-facts">{t('see')}</QuietLink>
      </p>
    </Section>
  )
}
