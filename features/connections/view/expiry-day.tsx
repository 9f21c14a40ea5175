import { Timestamp } from '#components/timestamp.tsx'
import { midnightOf } from '#domain/day.ts'
import type { Expiry } from '#domain/stated-connection.ts'
import { longDays } from '#features/catalogue/view/long-day.ts'

/** The day on which a stated connection expires: the organisation's, or the one that a member named. */
export async function ExpiryDay({ expiry: { day } }: { expiry: Expiry }) {
  const longDay = await longDays()
  return <Timestamp at={day}>{longDay(midnightOf(day), 'UTC')}</Timestamp>
}
