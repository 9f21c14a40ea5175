import { sqlPart, type Transaction } from '#adapters/db.ts'
import { type LifeState, lifeStates } from '#domain/connection-life.ts'
import { type Service, services } from '#domain/service.ts'
import { urgencies } from '#domain/urgency.ts'
import { knownStays } from './known-stays.ts'
import { type ConnectionSummary, type Moment, staysOfTokens } from './queries.ts'

/** What a list can be narrowed to: what waits for a person, what may still send data, or one state. */
export const standings = ['waiting', 'flowing', 'restarted', ...lifeStates] as const
export type Standing = (typeof standings)[number]

export type ConnectionsSought = {
  service?: Service | readonly Service[]
  /** `unfinished`: something of its ending is left to do. */
  standing?: Standing | 'unfinished'
  /** A part of the name or of the Apple ID. */
  text?: string
}

/** How many connections of a service stand in one state. */
export type Tally = {
  service: Service
  state: LifeState
  connections: number
  /** Of these, those that ended although the reading in force still listed them: how many, and the names of the first. */
  endedSince: number
  firstEnded: string[]
  /** When a reading of ours first saw the first of them. */
  observedSince: Date
}

export type ConnectionList = {
  /** All connections known at the moment, whatever is sought. */
  tallies: Tally[]
  connections: ConnectionSummary[]
  /** How many there are of what was sought, on all pages. */
  found: number
  /** The next page is the one `after` this id; null on the last. */
  next: string | null
  /** What of all that may still send data expires after the moment, by month; nothing unless a zone for it is named. */
  expiring: ExpiringMonth[]
}

/** A month of the calendar, `2026-11`, and what expires in it: how many there are, and the soonest. */
export type ExpiringMonth = {
  month: string
  count: number
  first: { id: string; name: string; expiresAt: string }[]
}

export type ConnectionPage = {
  /** By service and name, or what waits for a person: the loudest, then the soonest. */
  order?: 'name' | 'urgency'
  /** By name alone. */
  after?: string
  most: number
  /** The zone (IANA name) of the calendar by whose months to tell what expires. */
  calendar?: string
}

/** As many as a sentence can hold. */
export const firstNames = 5

type Row = {
  tallies: (Omit<Tally, 'observedSince'> & { observedSince: string })[]
  found: number
  ids: string[]
  expiring: ExpiringMonth[]
}

/** Of what expires in one month. */
export const mostExpiring = 3

/**
 * The connections known at a moment in numbers, and a page of those that are sought. One statement for both: to know how
 * thousands of connections stand is most of the work.
 */
export const connectionList = async (
  tx: Transaction,
  moment: Moment,
  sought: ConnectionsSought,
  { order = 'name', after, most, calendar }: ConnectionPage,
): Promise<ConnectionList> => {
  const { service = services, standing = null, text = '' } = sought
  const among = typeof service === 'string' ? [service] : [...service]
  const rank = sqlPart`array_position(${[...services]}::text[], service)`
  const [row] = await tx.$queryRaw<Row[]>`
    with ${knownStays(moment)}, tally as (
      select service, state, count(*) as connections, min(observed_since) as "observedSince",
        count(*) filter (where is_gone and not is_over) as "endedSince",
        coalesce((array_agg(name order by name) filter (where is_gone and not is_over))[1:${firstNames}::int], '{}')
          as "firstEnded"
      from known group by service, state
    ), sought as (
      select id, ${rank} as rank, name, urgency, expires_at from known
      where service = any(${among}::text[])
        and (${text}::text = '' or strpos(lower(name), lower(${text}::text)) > 0
          or strpos(apple_id, lower(${text}::text)) > 0)
        and case ${standing}::text when 'waiting' then urgency is not null when 'flowing' then is_flowing
          when 'unfinished' then state not in ('stopped', 'accountKept')
          when 'restarted' then urgency = array_position(${[...urgencies]}::text[], 'restarted')
          else ${standing}::text is null or state = ${standing}::text end
    ), expiring as (
      select to_char(expires_at at time zone ${calendar ?? null}::text, 'YYYY-MM') as month, count(*)::int as count,
        (array_agg(jsonb_build_object('id', id, 'name', name, 'expiresAt', expires_at) order by expires_at, name))
          [1:${mostExpiring}::int] as first
      from known where ${calendar ?? null}::text is not null and is_flowing and expires_at >= ${moment.at}::timestamptz
      group by month
    )
    select (select coalesce(json_agg(expiring), '[]') from expiring) as expiring, (select coalesce(json_agg(tally), '[]') from tally) as tallies, (select count(*) from sought)::int as found,
      array(
        select id from sought
        where ${after ?? null}::uuid is null or (rank, name, id) > (
          select ${rank}, name, id from known where id = ${after ?? null}::uuid)
        order by case ${order}::text when 'urgency' then urgency end,
          case ${order}::text when 'urgency' then expires_at end, rank, name, id
        limit ${most === 0 ? 0 : most + 1}::int) as ids`
  if (!row) throw new Error('a list without a row')
  const shown = row.ids.slice(0, most)
  return {
    tallies: row.tallies.map((tally) => ({ ...tally, observedSince: new Date(tally.observedSince) })),
    connections: await connectionsOf(tx, moment, shown),
    found: row.found,
    next: row.ids.length > most ? (shown.at(-1) ?? null) : null,
    expiring: row.expiring,
  }
}

/** These connections in this order, knowing the earlier stays of their tokens. */
export const connectionsOf = async (
  tx: Transaction,
  moment: Moment,
  ids: readonly string[],
): Promise<ConnectionSummary[]> => {
  const known = new Map((await staysOfTokens(tx, moment, ids)).map((stay) => [stay.id, stay]))
  return ids.flatMap((id) => known.get(id) ?? [])
}
