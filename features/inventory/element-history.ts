import type { Transaction } from '#adapters/db.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import type { Service } from '#domain/service.ts'

/** What the last reading of a day counted. */
export type DayCount = { at: Date; count: number }

/** Enough for a year. */
const mostDays = 366

/**
 * How many a field concerned, day by day of the organisation until a moment, the oldest first: by the frozen counts, of whom the element
 * is counted of. Empty where it cannot be counted.
 */
export const countsOverTime = async (
  tx: Transaction,
  service: Service,
  { group, key, counts: { of } }: Element,
  asOf: Date,
): Promise<DayCount[]> => {
  if (of === 'none' || of === 'organisation') return []
  const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
  const rows = await tx.$queryRaw<{ at: Date; count: bigint }[]>`
    select distinct on (1) date_trunc('day', r.finished_at at time zone ${timeZone}) as day, r.finished_at as at,
      case ${of} when 'devices' then c.devices when 'people' then c.people else c.administrators end as count
    from inventory_count c join reading r on r.organisation_id = c.organisation_id and r.id = c.reading_id
    where c.scope = 'service' and c.scope_id = ${service} and c.element = ${`${group}/${key}`}
      and r.state = 'finished' and r.finished_at <= ${asOf}
    order by 1 desc, r.sequence desc limit ${mostDays}`
  return rows.toReversed().map(({ at, count }) => ({ at, count: Number(count) }))
}
