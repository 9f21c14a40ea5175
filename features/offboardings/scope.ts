import type { Transaction } from '#adapters/db.ts'
import type { LifeState } from '#domain/connection-life.ts'
import { Missing, type Refusal, refused } from '#domain/outcome.ts'
import { type ConnectionsSought, connectionList } from '#features/connections/list-connections.ts'
import { type ConnectionSummary, latest, staysOfTokens } from '#features/connections/queries.ts'
import { chosenConnections } from './stored.ts'

export type ScopeReason = 'alreadyStopped' | 'alreadyBeingEnded'
export type ChoiceReason = ScopeReason | 'alreadyOpen'

/** Nothing is left to do about a connection in this state. */
export const hasEnded = (state: LifeState): boolean => state === 'stopped' || state === 'accountKept'

/** How an end stands: by what came back since, where that is not over with both its halves. */
export const endStateOf = ({ state, returnedState }: Pick<ConnectionSummary, 'state' | 'returnedState'>) =>
  returnedState !== null && !hasEnded(returnedState) ? returnedState : state

export type Choices = {
  /** The first of what is sought, without what is chosen already. */
  connections: ConnectionSummary[]
  /** How many there are of what is sought. */
  found: number
}

type Sought = { text?: string; chosen?: readonly string[]; first?: readonly string[]; most?: number }

/** What can be chosen: connections whose ending is not complete, without those `chosen` already, led by the `first`. */
export const endableConnections = async (
  tx: Transaction,
  { text = '', chosen = [], first = [], most = 20 }: Sought,
): Promise<Choices> => {
  const sought: ConnectionsSought = { standing: 'unfinished', text }
  // Those that are chosen are sorted among the others, so as many more are asked for.
  const listed = await connectionList(tx, latest(), sought, { most: most + chosen.length })
  const leading = (await connectionsIn(tx, first)).filter(
    ({ state, returnedAs }) => !hasEnded(state) && returnedAs === null,
  )
  const others = listed.connections.filter(({ id }) => !chosen.includes(id) && !first.includes(id))
  const taken = listed.connections.filter(({ id }) => chosen.includes(id)).length
  return { connections: [...leading, ...others.slice(0, most)], found: listed.found - taken }
}

/** The connections of a scope, by name; ids that are not this organisation's are left out. */
export const connectionsIn = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<ConnectionSummary[]> =>
  (await staysOfTokens(tx, latest(), connectionIds)).filter(({ id }) => connectionIds.includes(id))

/**
 * Why these connections cannot be ended by a case; null when they can. Throws Missing for one that is not ours. They
 * are locked until the transaction ends: of two cases for one token, the second is turned away.
 */
export const whyNotInScope = async (
  tx: Transaction,
  connectionIds: readonly string[],
  offboardingId: string | null,
): Promise<Refusal<ScopeReason> | null> => {
  await tx.$queryRaw`select 1 from connection where id = any(${[...connectionIds]}::uuid[]) order by id for update`
  const connections = await connectionsIn(tx, connectionIds)
  if (connections.length !== new Set(connectionIds).size) throw new Missing('connection')
  if (connections.some(({ state, returnedAs }) => hasEnded(state) || returnedAs !== null)) {
    return refused('alreadyStopped')
  }
  const other = await tx.offboardingConnection.findFirst({
    where: { connectionId: { in: [...connectionIds] }, offboarding: underWay(offboardingId) },
  })
  return other ? refused('alreadyBeingEnded', { offboarding: other.offboardingId }) : null
}

/** Why a draft cannot be about these connections; one that another draft is about already is that one's. */
export const whyNotChosen = async (
  tx: Transaction,
  connectionIds: readonly string[],
  offboardingId: string | null,
): Promise<Refusal<ChoiceReason> | null> => {
  const refusal = await whyNotInScope(tx, connectionIds, offboardingId)
  if (refusal) return refusal
  const open = (await draftsBesides(tx, offboardingId)).find(({ connections }) =>
    connections.some((id) => connectionIds.includes(id)),
  )
  return open ? refused('alreadyOpen', { offboarding: open.id, name: open.name }) : null
}

/** Which of these no other open case is about. */
export const freeOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
  offboardingId: string | null,
): Promise<string[]> => {
  const running = await tx.offboardingConnection.findMany({
    where: { connectionId: { in: [...connectionIds] }, offboarding: underWay(offboardingId) },
    select: { connectionId: true },
  })
  const drafts = await draftsBesides(tx, offboardingId)
  const taken = new Set([
    ...running.map(({ connectionId }) => connectionId),
    ...drafts.flatMap(({ connections }) => connections),
  ])
  return connectionIds.filter((id) => !taken.has(id))
}

const draftsBesides = async (tx: Transaction, offboardingId: string | null) => {
  const rows = await tx.offboarding.findMany({
    where: { state: 'draft', ...besides(offboardingId) },
    select: {
      id: true,
      startedByName: true,
      answers: { where: { step: 'scope' }, select: { answer: true } },
    },
  })
  return rows.map(({ id, startedByName, answers }) => ({
    id,
    name: startedByName,
    connections: chosenConnections(answers[0]?.answer),
  }))
}

const underWay = (offboardingId: string | null) => ({
  // What a reopened case ended is another stay than the one that is back.
  state: { notIn: ['draft', 'finished', 'reopened', 'cancelled'] },
  ...besides(offboardingId),
})
const besides = (offboardingId: string | null) =>
  offboardingId === null ? {} : { id: { not: offboardingId } }
