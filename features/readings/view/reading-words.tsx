import { getTranslations } from 'next-intl/server'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ReadingSummary } from '../queries.ts'

/** A moment in the organisation's time zone, to the minute. */
export async function Moment({ at }: { at: Date }) {
  const date = await datesHere()
  return (
    <Timestamp at={at.toISOString()} title={date(at, { dateStyle: 'full', timeStyle: 'long' })}>
      {date(at, { dateStyle: 'medium', timeStyle: 'short' })}
    </Timestamp>
  )
}

/** How long a reading took; nothing while it is not over. */
export async function Duration({ startedAt, finishedAt }: Pick<ReadingSummary, 'startedAt' | 'finishedAt'>) {
  const t = await getTranslations('readings')
  if (!startedAt || !finishedAt) return null
  const seconds = Math.max(0, Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000))
  return seconds < 60
    ? t('duration.seconds', { seconds })
    : t('duration.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })
}

/** Why a reading failed or by whom it was ended, as a sentence. */
export async function Reason({ reading }: { reading: ReadingSummary }) {
  const t = await getTranslations()
  if (reading.state === 'failed' && reading.reason)
    return t(`refusals.${reading.reason}`, reading.reasonValues)
  if (reading.state === 'cancelled' && reading.cancelledBy)
    return t('readings.cancelledBy', { name: reading.cancelledBy })
  return null
}
