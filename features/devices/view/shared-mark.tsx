import { getTranslations } from 'next-intl/server'
import { StateMark } from '#components/state-mark.tsx'
import type { SharePeriod } from '../share-periods.ts'

/** Whether something is shared, was, or never was. */
export async function SharedMark({ periods }: { periods: readonly SharePeriod[] }) {
  const t = await getTranslations('shares.states')
  if (periods.length === 0) return <StateMark state="none">{t('never')}</StateMark>
  return periods.some(({ until }) => until === null) ? (
    <StateMark state="sharing">{t('shared')}</StateMark>
  ) : (
    <StateMark state="none">{t('was')}</StateMark>
  )
}
