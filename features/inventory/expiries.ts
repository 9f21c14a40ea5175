import { dayIn, midnightOf } from '#domain/day.ts'
import { type ExpiringMonth, mostExpiring } from '#features/connections/list-connections.ts'
import type { StatedConnection } from '#features/connections/stated.ts'

export type Expiring = {
  id: string
  name: string
  expiresAt: Date
  /** Who stated it and when, where no reading found it; `isDay` where they named a day, not a moment. */
  stated: { by: string; at: string; isDay: boolean } | null
}

/** A month of the calendar and what expires in it: the first, and how many there are. */
export type ExpiryMonth = { month: string; first: Expiring[]; count: number }

const months = 12

/**
 * What expires from the day of a moment to the end of the twelfth month, by months of the organisation's calendar, as it
 * was known then: what readings found, and what members stated. What had expired waits for a person elsewhere.
 */
export const expiriesAhead = (
  read: readonly ExpiringMonth[],
  stated: readonly StatedConnection[],
  { at, timeZone }: { at: Date; timeZone: string },
): ExpiryMonth[] => {
  const found = new Map(read.map(({ month, ...rest }) => [month, rest]))
  const named = Map.groupBy(stated.flatMap(statedExpiry), ({ month }) => month)
  return monthsFrom(dayIn(timeZone, at)).map((month) => {
    const { count = 0, first = [] } = found.get(month) ?? {}
    const ahead = (named.get(month) ?? []).filter(({ over }) => over > at)
    const all = [
      ...first.map((each) => ({ ...each, expiresAt: new Date(each.expiresAt), stated: null })),
      ...ahead.map(({ expiring }) => expiring),
    ].toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime() || (a.name < b.name ? -1 : 1))
    return { month, count: count + ahead.length, first: all.slice(0, mostExpiring) }
  })
}

/** A day that a member named is told as its midnight in UTC, belongs to that day's month, and lasts to its end. */
const statedExpiry = ({ id, name, expiry, origin, statedBy, statedAt }: StatedConnection) => {
  if (!expiry) return []
  const isDay = origin === 'hand'
  const expiring: Expiring = {
    id,
    name,
    expiresAt: isDay ? midnightOf(expiry.day) : expiry.at,
    stated: { by: statedBy, at: statedAt.toISOString(), isDay },
  }
  return [{ month: expiry.day.slice(0, 7), over: expiry.at, expiring }]
}

/** The month of a day and those after it. */
const monthsFrom = (day: string): string[] => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return Array.from({ length: months }, (_, at) =>
    new Date(Date.UTC(year, month - 1 + at)).toISOString().slice(0, 7),
  )
}
