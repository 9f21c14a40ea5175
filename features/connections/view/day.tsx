import { getFormatter } from 'next-intl/server'
import { Timestamp } from '#components/timestamp.tsx'
import { storedDay } from '#domain/day.ts'

/** A day that a member named. It is stored as midnight in UTC, so no time zone may move it. */
export async function Day({ at }: { at: Date }) {
  const format = await getFormatter()
  return (
    <Timestamp at={storedDay(at)}>{format.dateTime(at, { dateStyle: 'long', timeZone: 'UTC' })}</Timestamp>
  )
}
