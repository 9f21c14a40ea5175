import type { Transaction } from '#adapters/db.ts'
import { dayIn, midnightOf } from '#domain/day.ts'
import { knownStays } from '#features/connections/known-stays.ts'
import { openAt } from '#features/connections/list-stated.ts'
import type { Moment } from '#features/connections/queries.ts'

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
const mostNamed = 3

type Row = { month: string; count: number; first: (Omit<Expiring, 'expiresAt'> & { expiresAt: string })[] }

/**
 * What expires from the day of a moment to the end of the twelfth month, by months of the organisation's calendar, as it
 * was known then, stated connections among the others; connections that are gone expire no more. What had expired waits
 * for a person elsewhere.
 */
export const expiriesAhead = async (tx: Transaction, moment: Moment): Promise<ExpiryMonth[]> => {
  const now = moment.at
  const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
  const today = dayIn(timeZone, now)
  const ahead = monthsFrom(today)
  const rows = await tx.$queryRaw<Row[]>`
    with ${knownStays(moment)}
    select month, count(*)::int as count, jsonb_path_query_array(
      jsonb_agg(jsonb_build_object('id', id, 'name', name, 'expiresAt', expires_at, 'stated', stated)
        order by expires_at, name),
      ${`$[0 to ${mostNamed - 1}]`}::jsonpath) as first
    from (
      select c.id, c.name, c.expires_at, to_char(c.expires_at at time zone ${timeZone}, 'YYYY-MM') as month,
        null::jsonb as stated
      from known c
      where c.is_flowing and c.expires_at >= ${now}::timestamptz
      union all
      -- A day that a member named is stored as its midnight in UTC, and its month is that day's.
      select s.id, s.name, s.expires_at,
        to_char(s.expires_at at time zone case s.origin when 'hand' then 'UTC' else ${timeZone} end, 'YYYY-MM'),
        jsonb_build_object('by', s.stated_by, 'at', s.stated_at, 'isDay', s.origin = 'hand')
      from stated_connection s
      where ${openAt(now)} and s.expires_at >= case s.origin when 'hand' then ${midnightOf(today)}::timestamptz
        else ${now}::timestamptz end) as ahead
    where month = any(${ahead}::text[])
    group by month`
  const found = new Map(rows.map((row) => [row.month, row]))
  return ahead.map((month) => {
    const { count = 0, first = [] } = found.get(month) ?? {}
    return { month, count, first: first.map((each) => ({ ...each, expiresAt: new Date(each.expiresAt) })) }
  })
}

/** The month of a day and those after it. */
const monthsFrom = (day: string): string[] => {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return Array.from({ length: months }, (_, at) =>
    new Date(Date.UTC(year, month - 1 + at)).toISOString().slice(0, 7),
  )
}
