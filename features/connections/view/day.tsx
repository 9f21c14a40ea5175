import { Timestamp } from '#components/timestamp.tsx'
import { storedDay } from '#domain/day.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'

/** A day that a member named. It is stored as midnight in UTC, so no time zone may move it. */
export async function Day({ at }: { at: Date }) {
  const longDay = await longDays()
  return <Timestamp at={storedDay(at)}>{longDay(at, 'UTC')}</Timestamp>
}
