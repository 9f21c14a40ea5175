import type { Transaction } from '#adapters/db.ts'
import { isFlowing } from '#domain/connection-life.ts'
import type { Source } from '#domain/grade.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { licencesUnlisted } from '#features/connections/unlisted-licences.ts'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'

/** What went to Apple over a connection until nothing did any more, by the last reading that counted it. */
export type SharedBefore = {
  connectionId: string
  devices: number
  people: number
  /** When it was found gone. Null where nobody has seen that. */
  until: Date | null
  /** How the numbers are known, and how everything else about the connection is. */
  source: Source
  known: Source
  reading: CompleteReading
}

type Row = Pick<CompleteReading, 'id' | 'sequence' | 'startedAt' | 'finishedAt'> & {
  connectionId: string
  devices: bigint | null
  people: bigint | null
  unlisted: bigint
}

/** For every one of these connections over which nothing goes any more; by its id. */
export const sharedBeforeAt = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  asOf: Date,
): Promise<Map<string, SharedBefore>> => {
  const ended = connections.filter(({ state }) => !isFlowing(state))
  if (ended.length === 0) return new Map()
  const rows = await tx.$queryRaw<Row[]>`
    select distinct on (c.id) c.id as "connectionId", r.id, r.sequence, r.started_at as "startedAt",
      r.finished_at as "finishedAt", n.devices, n.people,
      (select count(*) from app a where a.organisation_id = c.organisation_id and a.connection_id = c.id
        and a.unlisted_licences > 0 and a.since <= r.sequence
        and (a.until is null or a.until > r.sequence)) as unlisted
    from connection c
    join reading r on r.organisation_id = c.organisation_id and r.state = 'finished' and r.finished_at <= ${asOf}
      and r.sequence >= c.since and (c.until is null or r.sequence < c.until)
      -- Over what was not listed, or a certificate that was emptied, nothing was counted.
      and not exists (select from connection_fact f where f.organisation_id = c.organisation_id
        and f.connection_id = c.id and f.key = 'missing' and f.since <= r.sequence
        and (f.until is null or f.until > r.sequence))
    left join inventory_count n on n.organisation_id = r.organisation_id and n.reading_id = r.id
      and n.scope = 'connection' and n.scope_id = c.id::text and n.element = ''
    where c.id = any(${ended.map(({ id }) => id)}::uuid[])
      -- Readings since a case set to work on it find less and less, also where that case left it out and another one
      -- ended it: what it shared is what it shared before.
      and not exists (select from offboarding f
        cross join lateral (select m.devices, m.people from reading b
          join inventory_count m on m.organisation_id = b.organisation_id and m.reading_id = b.id
            and m.scope = 'connection' and m.scope_id = c.id::text and m.element = ''
          where b.organisation_id = f.organisation_id and b.state = 'finished' and b.sequence >= c.since
            and b.finished_at <= f.confirmed_at
          order by b.sequence desc limit 1) before
        where f.organisation_id = c.organisation_id and f.confirmed_at < r.finished_at
          and exists (select from offboarding_task t where t.organisation_id = f.organisation_id
            and t.offboarding_id = f.id and t.connection_id = c.id and t.started_at is not null)
          and (coalesce(n.devices, 0) < before.devices or coalesce(n.people, 0) < before.people))
    order by c.id, r.sequence desc`
  return new Map(
    rows.map(({ connectionId, devices, people, unlisted, ...reading }) => {
      const known = observedBy(reading)
      return [
        connectionId,
        {
          connectionId,
          devices: Number(devices ?? 0),
          people: Number(people ?? 0),
          until: ended.find(({ id }) => id === connectionId)?.disabledAt ?? null,
          source: unlisted > 0 ? licencesUnlisted : known,
          known,
          reading,
        },
      ]
    }),
  )
}
