import type { Transaction } from '#adapters/db.ts'
import { flagsOf, type RaisedFlag } from '#domain/account-flag.ts'
import { type Custody, nothingStated } from '#domain/custody.ts'
import {
  type DirectoryAnswer,
  type DirectoryExtent,
  type DirectoryState,
  directoryExtents,
  directoryStates,
  oneAnswer,
} from '#domain/directory.ts'
import type { Source } from '#domain/grade.ts'
import { openAt } from '#features/connections/list-stated.ts'
import type { Moment } from '#features/connections/queries.ts'
import { type LastAnswer, lastAnswer } from '#features/inventory/last-answer.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'

/** The tenant whose directory was to be asked, and what came of it the last time. */
export type TenantAsked = { tenant: string; answer: LastAnswer }

export type AccountFacts = {
  id: string
  flags: RaisedFlag[]
  /** What the directories of the tenants it serves say; null where it serves none. */
  directory: DirectoryAnswer<TenantAsked> | null
}

type Row = Custody & {
  id: string
  appleId: string
  statedBy: string | null
  statedAt: Date | null
  /** Who named it, where no reading does. */
  namedBy: string | null
  namedAt: Date | null
  tenantLinkIds: string[]
}

/**
 * What raises flags about accounts that were in use at a moment, as readings or members say: all of them, or those of
 * the given ids. Who keeps one of which nothing was stated is who kept the last that had its Apple ID. One statement,
 * because an organisation may have as many accounts as location tokens.
 */
export const factsOfAccounts = async (
  tx: Transaction,
  moment: Moment,
  ids: readonly string[] | null = null,
): Promise<Map<string, AccountFacts>> => {
  const rows = await accountsAt(tx, moment, ids)
  const reading = await readingInForce(tx, moment.at)
  const directory = await directoryAt(tx, moment, reading, rows)
  return new Map(
    rows.map((row) => {
      const answer = directory(row)
      const facts = {
        appleId: row.appleId,
        named: namedBy(row, reading),
        custody: custodyOf(row),
        directory: toldBy(answer),
      }
      return [row.id, { id: row.id, flags: flagsOf(facts), directory: answer }]
    }),
  )
}

/** Who says that it is an account of this name. */
const namedBy = (
  { namedBy, namedAt }: Pick<Row, 'namedBy' | 'namedAt'>,
  reading: CompleteReading | null,
): Source =>
  namedBy === null || namedAt === null
    ? observedBy(reading)
    : { grade: 'stated', by: namedBy, at: namedAt.toISOString() }

const accountsAt = (
  tx: Transaction,
  { at, sequence }: Moment,
  ids: readonly string[] | null,
): Promise<Row[]> => tx.$queryRaw<Row[]>`
  select a.id, a.apple_id as "appleId", c.mailbox, c.phone, c.holder, c.second_holder as "secondHolder", c.note,
    c.stated_by as "statedBy", c.stated_at as "statedAt", n.by as "namedBy", n.at as "namedAt",
    coalesce(l.ids, '{}') as "tenantLinkIds"
  from (select *, since <= ${sequence}::int and (until is null or until > ${sequence}::int) as is_read from account) a
  left join (select distinct on (one.id) one.id as account_id, k.mailbox, k.phone, k.holder, k.second_holder, k.note,
      k.stated_by, k.stated_at
    from account_custody k join account kept on kept.organisation_id = k.organisation_id and kept.id = k.account_id
    join account one on one.organisation_id = kept.organisation_id and lower(one.apple_id) = lower(kept.apple_id)
    where k.stated_at <= ${at}::timestamptz
    order by one.id, kept.id = one.id desc, kept.since desc, k.version desc) c on c.account_id = a.id
  left join (select account_id, array_agg(distinct tenant_link_id) as ids from connection
    where since <= ${sequence}::int and (until is null or until > ${sequence}::int) group by account_id) l
    on l.account_id = a.id
  left join (select distinct on (account_id) account_id, stated_by as by, stated_at as at from stated_connection s
    where ${openAt(at)} order by account_id, stated_at, id) n
    on n.account_id = a.id and not a.is_read
  where (a.is_read or n.at is not null)
    and not exists (select from account_deletion x where x.organisation_id = a.organisation_id
      and x.account_id = a.id and x.stated_at <= ${at}::timestamptz)
    and (${ids === null ? null : [...ids]}::uuid[] is null or a.id = any(${ids === null ? null : [...ids]}::uuid[]))`

const custodyOf = ({ statedBy, statedAt, ...row }: Row): (Custody & { source: Source }) | null =>
  statedBy === null || statedAt === null
    ? null
    : { ...nothingStated, ...row, source: { grade: 'stated', by: statedBy, at: statedAt.toISOString() } }

export const stateOf = (text: string): DirectoryState =>
  directoryStates.find((each) => each === text) ?? 'present'
export const extentOf = (text: string): DirectoryExtent =>
  directoryExtents.find((each) => each === text) ?? 'basic'

/** What the directories answered by then of one account, as one answer. */
const directoryAt = async (
  tx: Transaction,
  { sequence }: Moment,
  reading: CompleteReading | null,
  rows: readonly Row[],
) => {
  const links = await tx.tenantLink.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ tenantLinkIds }) => tenantLinkIds))] } },
    select: { id: true, name: true },
  })
  const asked = new Map<string, TenantAsked>()
  for (const { id, name } of links) {
    const answer = await lastAnswer(tx, 'directoryUsers', id, sequence)
    // A reading that did not ask, whose registration may no longer look there, leaves nothing known either.
    const isPast = answer.kind !== 'notAsked' && answer.sequence !== reading?.sequence
    asked.set(id, { tenant: name, answer: isPast ? { kind: 'notAsked' } : answer })
  }
  const told = await tx.directoryAnswer.findMany({
    where: { since: { lte: sequence }, OR: [{ until: null }, { until: { gt: sequence } }] },
  })
  const byAccount = Map.groupBy(told, ({ accountId }) => accountId)
  return ({ id, tenantLinkIds }: Row): DirectoryAnswer<TenantAsked> | null =>
    oneAnswer(
      tenantLinkIds.flatMap((linkId): DirectoryAnswer<TenantAsked>[] => {
        const by = asked.get(linkId)
        if (!by) return []
        const row = byAccount.get(id)?.find(({ tenantLinkId }) => tenantLinkId === linkId)
        // What an earlier reading was told may no longer be so: of a refusal nothing is known.
        if (!row || by.answer.kind !== 'answered') return [{ kind: 'untold', by }]
        return [{ kind: 'told', state: stateOf(row.state), extent: extentOf(row.extent), by }]
      }),
    )
}

const toldBy = (answer: DirectoryAnswer<TenantAsked> | null) => {
  if (answer?.kind !== 'told' || answer.by.answer.kind !== 'answered') return null
  const { readingId, finishedAt } = answer.by.answer
  const { state, extent } = answer
  return {
    state,
    extent,
    source: { grade: 'observed' as const, reading: readingId, at: finishedAt.toISOString() },
  }
}
