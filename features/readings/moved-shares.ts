import { type SqlName, sqlName, type Transaction } from '#adapters/db.ts'
import type { Span } from '#domain/difference.ts'

/** Null where there are more to look at than a page may count. */
export type Counted = number | null
export type Moved = { appeared: Counted; vanished: Counted }
export type MovedShares = { connectionId: string; devices: Moved; people: Moved }

/** No number on a page is counted from more rows of one connection. */
export const mostCounted = 10_000

/** The shares of one kind: their table and the column of who is shared. */
export type ShareTable = { table: SqlName; subject: SqlName }
export const shareTables: Record<'devices' | 'people', ShareTable> = {
  devices: { table: sqlName('device_share'), subject: sqlName('device_id') },
  people: { table: sqlName('person_share'), subject: sqlName('person_id') },
}

/** A connection, and the stay of the same thing in Intune that stood at the other reading: itself, unless it came back. */
export type Stay = { id: string; other: string }

/**
 * What came and went over these connections between two readings, counted from the intervals. What was erased since is
 * in no number.
 */
export const countMovedShares = async (
  tx: Transaction,
  organisationId: string,
  stays: readonly Stay[],
  span: Span,
): Promise<MovedShares[]> => {
  const devices = await countMoved(tx, organisationId, stays, span, shareTables.devices)
  const people = await countMoved(tx, organisationId, stays, span, shareTables.people)
  const none = { appeared: 0, vanished: 0 }
  return stays.map(({ id: connectionId }) => ({
    connectionId,
    devices: devices.get(connectionId) ?? none,
    people: people.get(connectionId) ?? none,
  }))
}

/**
 * A row that stood is asked for with `until is null or …` even where it must have closed since: so the planner takes the
 * primary key, not the index of closed rows, where one device would be looked for among all that left.
 */
const countMoved = async (
  tx: Transaction,
  organisationId: string,
  stays: readonly Stay[],
  { from, to }: Span,
  { table, subject }: ShareTable,
): Promise<Map<string, Moved>> => {
  const rows = await tx.$queryRaw<{ id: string; appeared: number | null; vanished: number | null }[]>`
    select c.id,
      (select case when count(*) <= ${mostCounted}::int then count(*) filter (where is_net)::int end from (
        select (s.until is null or s.until > ${to}::int) and not exists (
          select from ${table} o where o.organisation_id = s.organisation_id and o.connection_id in (c.id, c.other)
            and o.${subject} = s.${subject} and o.since <= ${from}::int
            and (o.until is null or o.until > ${from}::int)) as is_net
        from ${table} s where s.organisation_id = ${organisationId}::uuid and s.connection_id = c.id and s.since > 1
          and s.since > ${from}::int and s.since <= ${to}::int limit ${mostCounted + 1}::int) as opened) as appeared,
      (select case when count(*) <= ${mostCounted}::int then count(*) filter (where is_net)::int end from (
        select s.since <= ${from}::int and not exists (
          select from ${table} o where o.organisation_id = s.organisation_id and o.connection_id in (c.id, c.other)
            and o.${subject} = s.${subject} and o.since <= ${to}::int
            and (o.until is null or o.until > ${to}::int)) as is_net
        from ${table} s where s.organisation_id = ${organisationId}::uuid and s.connection_id = c.id
          and s.until > ${from}::int and s.until <= ${to}::int limit ${mostCounted + 1}::int) as closed) as vanished
    from unnest(${stays.map(({ id }) => id)}::uuid[], ${stays.map(({ other }) => other)}::uuid[]) as c(id, other)`
  return new Map(rows.map(({ id, appeared, vanished }) => [id, { appeared, vanished }]))
}

/** Devices that had somebody at both readings, but not the same person. */
export const countHandedOver = async (
  tx: Transaction,
  organisationId: string,
  { from, to }: Span,
): Promise<Counted> => {
  const [row] = await tx.$queryRaw<{ count: number | null }[]>`
    select case when count(*) <= ${mostCounted}::int then count(*) filter (where now_of <> person_id)::int end as count
    from (
      select u.person_id, coalesce(
        (select v.person_id from device_past_user v where v.organisation_id = u.organisation_id
          and v.device_id = u.device_id and v.since <= ${to}::int and v.until > ${to}::int),
        (select d.person_id from device d where d.organisation_id = u.organisation_id and d.id = u.device_id
          and d.person_since <= ${to}::int)) as now_of
      from device_past_user u where u.organisation_id = ${organisationId}::uuid and u.until > ${from}::int
        and u.until <= ${to}::int and u.since <= ${from}::int
      limit ${mostCounted + 1}::int) as given`
  return row?.count ?? null
}
