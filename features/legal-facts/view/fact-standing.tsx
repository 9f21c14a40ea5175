import { getTranslations } from 'next-intl/server'
import { FlagMark } from '#components/flag-mark.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { WorkMark } from '#components/work-mark.tsx'
import type { StandingFact } from '../queries.ts'

/** How a fact stands: overdue, confirmed as it is no longer shipped, still to be checked, stated by the organisation, or by nobody. */
export async function FactStanding({ fact }: { fact: StandingFact }) {
  const t = await getTranslations('legalFacts.standing')
  if (fact.isOverdue) return <FlagMark grave>{t('overdue')}</FlagMark>
  if (fact.isShippedOtherwise) return <FlagMark grave>{t('shippedOtherwise')}</FlagMark>
  if (fact.toBeChecked) return <FlagMark>{t('toBeChecked')}</FlagMark>
  if (fact.value === null) return <StateMark state="missing">{t('notStated')}</StateMark>
  return <WorkMark state="done">{t(fact.deed === 'confirmed' ? 'confirmed' : 'changed')}</WorkMark>
}
