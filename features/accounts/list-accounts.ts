import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { type AccountFlag, accountFlags, type RaisedFlag } from '#domain/account-flag.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { knownStays } from '#features/connections/known-stays.ts'
import { connectionsOf } from '#features/connections/list-connections.ts'
import { openAt } from '#features/connections/list-stated.ts'
import {
  type ConnectionAccount,
  type ConnectionSummary,
  latest,
  type Moment,
} from '#features/connections/queries.ts'
import { isOpen, type StatedConnection, statedAt } from '#features/connections/stated.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type AccountFacts, factsOfAccounts } from './account-facts.ts'
import { type RequestedDeletion, requestedDeletions } from './deletion-requests.ts'
import { entriesOf } from './entries.ts'

export type AccountSummary = {
  id: string
  appleId: string
  deletion: ConnectionAccount['deletion']
  /** When a reading first found its Apple ID in use again after that; null where none has. */
  foundAgainAt: Date | null
  /** That it was asked for, while nobody has stated that it happened. */
  deletionRequested: RequestedDeletion | null
  /** The first of the connections it stands behind, past ones too; and how many there are. */
  connections: ConnectionSummary[]
  count: number
  /** What members stated behind it and no reading has found, by name. */
  stated: StatedConnection[]
  /**
   * Whether data may go to Apple over any of them; where the last reading listed none of those, all are missing; where
   * only members say so, it is stated.
   */
  use: 'inUse' | 'missing' | 'stated' | null
  /** The latest decision to keep it. */
  keeping: ConnectionSummary['keeping']
  /** Why somebody should look at it; none of one that is no longer in use. */
  flags: RaisedFlag[]
}

export type AccountList = {
  accounts: AccountSummary[]
  /** How many there are of what was sought, on all pages. */
  found: number
  /** The next page is the one `after` this id; null on the last. */
  next: string | null
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** How many accounts in use no directory answered of: nobody can say whether they are in it, or disabled. */
  untold: number
}

/** What a list of accounts can be narrowed to. */
export const flagsSought = ['any', ...accountFlags] as const
export type FlagSought = (typeof flagsSought)[number]

type ListOptions = {
  /** A past moment; now where it is left out. */
  asOf?: Date
  /** A part of the Apple ID. */
  text?: string
  flag?: FlagSought | undefined
  after?: string
  most?: number
  mostConnections?: number
}

type Stood = {
  id: string
  appleId: string
  deletedOn: Date | null
  statedBy: string | null
  statedAt: Date | null
  count: number
  listed: number
  missing: number
  connectionIds: string[]
  keptId: string | null
}

/** Each Apple account with the connections behind which it stands, now or at a past moment, by Apple ID. */
export const listAccounts = (
  actor: Actor,
  { asOf, text = '', flag, after, most = 50, mostConnections = 5 }: ListOptions = {},
): Promise<AccountList> => {
  demand(actor, 'accounts:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { reading, moment } = await momentAt(tx, asOf)
    const all = [...(await factsOfAccounts(tx, moment)).values()]
    const among = flag === undefined ? null : flaggedIds(all, flag)
    const rows = await tx.$queryRaw<(Stood & { found: number })[]>`
      with ${knownStays(moment)}, stood as (
        select account_id, count(*)::int as count, (count(*) filter (where not is_gone))::int as listed,
          (count(*) filter (where state = 'missing'))::int as missing,
          (array_agg(id order by service, name, id))[1:${mostConnections}::int] as "connectionIds",
          (array_agg(id order by kept_at desc) filter (where state = 'accountKept'))[1] as "keptId"
        from known where account_id is not null group by account_id
      ), sought as (
        select a.id, a.apple_id as "appleId", x.deleted_on as "deletedOn", x.stated_by as "statedBy",
          x.stated_at as "statedAt", coalesce(b.count, 0) as count, coalesce(b.listed, 0) as listed,
          coalesce(b.missing, 0) as missing, coalesce(b."connectionIds", '{}') as "connectionIds", b."keptId"
        from account a left join stood b on b.account_id = a.id
        left join account_deletion x on x.organisation_id = a.organisation_id and x.account_id = a.id
          and x.stated_at <= ${moment.at}::timestamptz
        where (b.account_id is not null or exists (select from stated_connection s
            where s.organisation_id = a.organisation_id and s.account_id = a.id and ${openAt(moment.at)}))
          and (${text}::text = '' or strpos(lower(a.apple_id), lower(${text}::text)) > 0)
          and (${among}::uuid[] is null or a.id = any(${among}::uuid[]))
      )
      select sought.*, (select count(*) from sought)::int as found from sought
      where ${after ?? null}::uuid is null or (lower("appleId"), id) > (
        select lower(apple_id), id from account where id = ${after ?? null}::uuid)
      order by lower("appleId"), id limit ${most + 1}::int`
    const shown = rows.slice(0, most)
    const connections = await connectionsOf(
      tx,
      moment,
      shown.flatMap(({ connectionIds, keptId }) => [...connectionIds, ...(keptId === null ? [] : [keptId])]),
    )
    const byId = new Map(connections.map((connection) => [connection.id, connection]))
    const ids = shown.map(({ id }) => id)
    const facts = await factsOfAccounts(tx, moment, ids)
    const stated = (await statedAt(tx, moment.at, { accounts: ids })).filter(isOpen)
    const requests = await requestedDeletions(tx, ids, moment.at)
    const entries = await entriesOf(tx, moment, ids)
    const foundAgain = (id: string) => entries.get(id)?.find((entry) => entry.id === id)?.foundAgainAt ?? null
    const statedOf = Map.groupBy(stated, ({ accountId }) => accountId)
    return {
      accounts: shown.map((row) => {
        const summary = summaryOf(row, byId, statedOf.get(row.id) ?? [], facts.get(row.id)?.flags ?? [])
        const deletionRequested = summary.deletion ? null : (requests.get(row.id) ?? null)
        return { ...summary, deletionRequested, foundAgainAt: foundAgain(row.id) }
      }),
      found: rows[0]?.found ?? 0,
      next: rows.length > most ? (shown.at(-1)?.id ?? null) : null,
      reading,
      untold: untoldIn(all),
    }
  })
}

const untoldIn = (all: readonly AccountFacts[]): number =>
  all.filter(({ directory }) => directory?.kind === 'untold').length

const momentAt = async (tx: Transaction, asOf: Date | undefined) => {
  const reading = await readingInForce(tx, asOf ?? new Date())
  const moment: Moment = asOf ? { at: asOf, sequence: reading?.sequence ?? 0 } : latest()
  return { reading, moment }
}

const flaggedIds = (all: readonly AccountFacts[], sought: FlagSought): string[] =>
  all
    .filter(({ flags }) => (sought === 'any' ? flags.length > 0 : flags.some(({ flag }) => flag === sought)))
    .map(({ id }) => id)

const summaryOf = (
  row: Stood,
  connections: ReadonlyMap<string, ConnectionSummary>,
  stated: StatedConnection[],
  flags: RaisedFlag[],
): Omit<AccountSummary, 'deletionRequested' | 'foundAgainAt'> => {
  const { id, appleId, deletedOn, statedBy, statedAt, count } = row
  const isDeleted = deletedOn !== null && statedBy !== null && statedAt !== null
  return {
    id,
    appleId,
    deletion: isDeleted ? { deletedOn, statedBy, statedAt } : null,
    connections: row.connectionIds.flatMap((each) => connections.get(each) ?? []),
    count,
    stated,
    use: useOf(row, stated),
    keeping: row.keptId === null ? null : (connections.get(row.keptId)?.keeping ?? null),
    flags,
  }
}

const useOf = ({ listed, missing }: Stood, stated: readonly StatedConnection[]): AccountSummary['use'] => {
  if (listed > 0) return listed === missing ? 'missing' : 'inUse'
  return stated.length > 0 ? 'stated' : null
}

/** How many accounts in use somebody should look at, now or at a past moment, and how many of them for each reason. */
export type AccountsWaiting = {
  count: number
  byFlag: { flag: AccountFlag; count: number }[]
  /** How many no directory answered of. */
  untold: number
}

export const accountsWaiting = (actor: Actor, { asOf }: { asOf?: Date } = {}): Promise<AccountsWaiting> => {
  demand(actor, 'accounts:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { moment } = await momentAt(tx, asOf)
    const all = [...(await factsOfAccounts(tx, moment)).values()]
    const flagged = all.filter(({ flags }) => flags.length > 0)
    return {
      count: flagged.length,
      byFlag: accountFlags.flatMap((flag) => {
        const count = flagged.filter(({ flags }) => flags.some((raised) => raised.flag === flag)).length
        return count === 0 ? [] : [{ flag, count }]
      }),
      untold: untoldIn(all),
    }
  })
}
