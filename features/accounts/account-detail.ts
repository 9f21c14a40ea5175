import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { RaisedFlag } from '#domain/account-flag.ts'
import { type Actor, can } from '#domain/actor.ts'
import { type Custody, masked } from '#domain/custody.ts'
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

/** One version of what was stated of who keeps an account. */
export type StatedCustody = Custody & { version: number; statedBy: string; statedAt: Date }

/** A connection with the topic that its renewal must keep, where it has one. */
export type ServedConnection = ConnectionSummary & { topic: string | null }

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
  flags: RaisedFlag[]
  directory: AccountFacts['directory']
  /** The latest first. Where codes go is masked for whoever may not state it. */
  custody: StatedCustody[]
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
    const stays = await staysNaming(tx, moment, account)
    const mine = stays.filter((stay) => stay.account?.id === id)
    const topics = await topicsOf(tx, moment, mine)
    const custody = await statedCustody(tx, id, moment.at)
    return {
      ...account,
      reading,
      connections: mine.map((stay) => ({ ...stay, topic: topics.get(stay.id) ?? null })),
      stated: (await statedAt(tx, moment.at, { accounts: [id] })).filter(isOpen),
      formerly: stays.filter((stay) => stay.account?.id !== id),
      deletion: mine.find(({ account }) => account?.deletion)?.account?.deletion ?? null,
      flags: facts?.flags ?? [],
      directory: facts?.directory ?? null,
      custody: can(actor, 'accounts:state') ? custody : custody.map((each) => ({ ...each, ...masked(each) })),
    }
  })
}

/** Every stay that names the account or ever did. */
const staysNaming = async (
  tx: Transaction,
  moment: Moment,
  { id, appleId }: { id: string; appleId: string },
): Promise<ConnectionSummary[]> => {
  const named = await connectionsNaming(tx, appleId, moment)
  const standing = await tx.connection.findMany({ where: { accountId: id }, select: { id: true } })
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
