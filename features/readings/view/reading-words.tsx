import { getFormatter, getTranslations } from 'next-intl/server'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ReadingSummary, WentWithout } from '../queries.ts'

/** A moment in the organisation's time zone, to the minute. */
export async function Moment({ at }: { at: Date }) {
  const date = await datesHere()
  return (
    <Timestamp at={at.toISOString()} title={date(at, { dateStyle: 'full', timeStyle: 'long' })}>
      {date(at, { dateStyle: 'medium', timeStyle: 'short' })}
    </Timestamp>
  )
}

type Taken = Pick<ReadingSummary, 'startedAt' | 'finishedAt' | 'attempts'>

/** How long a reading took, to its two largest units, and over how many tries; nothing while it is not over. */
export async function Duration({ startedAt, finishedAt, attempts }: Taken) {
  const t = await getTranslations('readings')
  const format = await getFormatter()
  if (!startedAt || !finishedAt) return null
  const all = Math.max(0, Math.round((finishedAt.getTime() - startedAt.getTime()) / 1000))
  const parts = [
    { unit: 'hour', count: Math.floor(all / 3600) },
    { unit: 'minute', count: Math.floor(all / 60) % 60 },
    { unit: 'second', count: all % 60 },
  ]
  const largest = parts.findIndex(({ count }) => count > 0)
  const shown = largest < 0 ? parts.slice(-1) : parts.slice(largest, largest + 2)
  const duration = format.list(
    shown.map(({ unit, count }) => format.number(count, { style: 'unit', unit, unitDisplay: 'short' })),
    { type: 'unit', style: 'narrow' },
  )
  return attempts > 1 ? t('tries', { duration, count: attempts }) : duration
}

/** Who asked for a reading. */
export async function Asker({ reading }: { reading: ReadingSummary }) {
  const t = await getTranslations('readings')
  return reading.isTimetabled ? t('askedByTimetable') : t('askedBy', { name: reading.requestedBy })
}

/** Why a reading failed or by whom it was ended, as a sentence. */
export async function Reason({ reading }: { reading: ReadingSummary }) {
  const t = await getTranslations()
  if (reading.state === 'failed' && reading.reason) {
    const why = t(`refusals.${reading.reason}`, reading.reasonValues)
    const { collection } = reading.reasonValues
    return collection
      ? t('readings.failedAt', { collection: t(`readings.collections.${collection}`), why })
      : why
  }
  if (reading.state === 'cancelled' && reading.cancelledBy)
    return t('readings.cancelledBy', { name: reading.cancelledBy })
  return null
}

/** What the reading went on without, and why, as sentences. */
export async function Without({ without }: { without: WentWithout }) {
  const t = await getTranslations()
  const { collection, tenant, reason, reasonValues } = without
  return t('readings.wentWithout', {
    collection: t(`readings.collections.${collection}`),
    tenant,
    why: t(`refusals.${reason}`, reasonValues),
  })
}
