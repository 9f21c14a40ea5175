import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { RaisedFlag } from '#domain/account-flag.ts'
import { type Actor, can } from '#domain/actor.ts'
import { type Custody, isBlank, masked } from '#domain/custody.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { connectionsNaming } from '#features/connections/naming.ts'
import {
  type ConnectionAccount,
  type ConnectionSummary,
  latest,
  type Moment,
  staysAt,
} from '#features/connections/queries.ts'
import { isOpen, type StatedConnection, statedAt } from '#features/connections/stated.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type AccountFacts, factsOfAccounts } from './account-facts.ts'
import { type RequestedDeletion, requestedDeletions } from './deletion-requests.ts'
import { type AccountEntry, entriesOf, othersOf } from './entries.ts'
import { type SettledOwner, settledOwner } from './settled-owner.ts'

/** One version of what was stated of who keeps an account. */
export type StatedCustody = Custody & { version: number; statedBy: string; statedAt: Date }

/** A connection with the topic that its renewal must keep, where it has one. */
export type ServedConnection = ConnectionSummary & { topic: string | null }

/** Another account of the same Apple ID, with what it stands or stood behind. */
export type OtherEntry = AccountEntry & {
  isEarlier: boolean
  connections: ConnectionSummary[]
  stated: StatedConnection[]
}

export type AccountDetail = {
  id: string
  appleId: string
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** The connections it stands behind, those that flow first; past stays too. */
  connections: ServedConnection[]
  /** What members stated behind it and no reading has found. */
  stated: StatedConnection[]
  /** Those that named it once, and another account now. */
  formerly: ConnectionSummary[]
  deletion: ConnectionAccount['deletion']
  /** When a reading first found its Apple ID in use again after that; null where none has. */
  foundAgainAt: Date | null
  /** The other accounts of its Apple ID, the earliest first. */
  others: OtherEntry[]
  /** That its deletion was asked for, as last stated in a case, while nobody has stated that it happened. */
  deletionRequested: RequestedDeletion | null
  /** That it is a person's own, where a decider settled that; null otherwise. */
  own: SettledOwner | null
  flags: RaisedFlag[]
  directory: AccountFacts['directory']
  /** The latest first. Where codes go is masked for whoever may not state it. */
  custody: StatedCustody[]
  /** What was last stated of an earlier account of its Apple ID, where nothing was of this one. */
  earlierCustody: StatedCustody | null
}

/** One Apple account with everything that hangs on it, now or at a past moment. Throws Missing. */
export const accountDetail = (
  actor: Actor,
  id: string,
  { asOf }: { asOf?: Date } = {},
): Promise<AccountDetail> => {
  demand(actor, 'accounts:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const account = await tx.account.findFirst({ where: { id }, select: { id: true, appleId: true } })
    if (!account) throw new Missing('account')
    const reading = await readingInForce(tx, asOf ?? new Date())
    const moment = asOf ? { at: asOf, sequence: reading?.sequence ?? 0 } : latest()
    const facts = (await factsOfAccounts(tx, moment, [id])).get(id)
    const entries = (await entriesOf(tx, moment, [id])).get(id) ?? []
    const entry = entries.find((each) => each.id === id)
    const others = othersOf(id, entries)
    const entryIds = [id, ...others.map((other) => other.id)]
    const stays = await staysNaming(tx, moment, { appleId: account.appleId, ids: entryIds })
    const behind = (accountId: string) => stays.filter((stay) => stay.account?.id === accountId)
    const kept = behind(id).flatMap((stay) => (stay.keeping ? stay.id : []))
    const topics = await topicsOf(tx, moment, behind(id))
    const stated = (await statedAt(tx, moment.at, { accounts: entryIds })).filter(isOpen)
    const statedOf = (accountId: string) => stated.filter((each) => each.accountId === accountId)
    const custody = await statedCustody(tx, id, moment.at)
    const earlier = others.flatMap((other) => (other.isEarlier ? other.id : []))
    const earlierCustody = custody.length > 0 ? null : await lastCustody(tx, earlier, moment.at)
    const asked = entry?.deletion ? null : ((await requestedDeletions(tx, [id], moment.at)).get(id) ?? null)
    const shown = (each: StatedCustody) =>
      can(actor, 'accounts:state') ? each : { ...each, ...masked(each) }
    return {
      ...account,
      reading,
      connections: behind(id).map((stay) => ({ ...stay, topic: topics.get(stay.id) ?? null })),
      stated: statedOf(id),
      formerly: stays.filter((stay) => !entryIds.includes(stay.account?.id ?? '')),
      deletion: entry?.deletion ?? null,
      foundAgainAt: entry?.foundAgainAt ?? null,
      others: others.map((other) => ({
        ...other,
        connections: behind(other.id),
        stated: statedOf(other.id),
      })),
      deletionRequested: asked,
      own: await settledOwner(tx, kept, moment.at),
      flags: facts?.flags ?? [],
      directory: facts?.directory ?? null,
      custody: custody.map(shown),
      earlierCustody: earlierCustody && shown(earlierCustody),
    }
  })
}

/** Every stay that names the Apple ID or ever did, and those of its accounts. */
const staysNaming = async (
  tx: Transaction,
  moment: Moment,
  { appleId, ids: accountIds }: { appleId: string; ids: string[] },
): Promise<ConnectionSummary[]> => {
  const named = await connectionsNaming(tx, appleId, moment)
  const standing = await tx.connection.findMany({
    where: { accountId: { in: accountIds } },
    select: { id: true },
  })
  const ids = new Set([...named, ...standing.map((each) => each.id)])
  if (ids.size === 0) return []
  const stays = await staysAt(tx, moment, [...ids])
  return stays.toSorted((a, b) => Number(a.until !== null) - Number(b.until !== null))
}

const topicsOf = async (
  tx: Transaction,
  { sequence }: Moment,
  stays: readonly ConnectionSummary[],
): Promise<Map<string, string>> => {
  const facts = await tx.connectionFact.findMany({
    where: { key: 'topic', connectionId: { in: stays.map(({ id }) => id) }, since: { lte: sequence } },
    orderBy: { since: 'asc' },
    select: { connectionId: true, value: true },
  })
  return new Map(facts.map(({ connectionId, value }) => [connectionId, value]))
}

const statedCustody = (tx: Transaction, accountId: string, at: Date): Promise<StatedCustody[]> =>
  tx.accountCustody.findMany({
    where: { accountId, statedAt: { lte: at } },
    orderBy: { version: 'desc' },
    omit: { organisationId: true, accountId: true },
  })

/** Who kept the latest of these accounts of which anything was stated; null where that was taken back. */
const lastCustody = async (
  tx: Transaction,
  accountIds: readonly string[],
  at: Date,
): Promise<StatedCustody | null> => {
  for (const accountId of accountIds.toReversed()) {
    const [last] = await statedCustody(tx, accountId, at)
    if (last) return isBlank(last) ? null : last
  }
  return null
}
