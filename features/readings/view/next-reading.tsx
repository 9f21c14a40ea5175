import { getTranslations } from 'next-intl/server'
import { datesHere } from '#i18n/dates.ts'
import type { Timetable } from '../timetable-queries.ts'

/** When the timetable reads next, as a sentence; nothing where that cannot be said now. */
export async function NextReading({ timetable }: { timetable: Timetable }) {
  const t = await getTranslations('readings.timetable')
  const date = await datesHere()
  const { hours, next } = timetable
  if (hours === 0) return t('byHand')
  if (!next) return null
  if (next <= new Date()) return t('soon')
  return t('next', { day: date(next, { dateStyle: 'medium' }), time: date(next, { timeStyle: 'short' }) })
}
