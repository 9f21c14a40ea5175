import type { Transaction } from '#adapters/db.ts'
import type { LifeState } from '#domain/connection-life.ts'
import { canBeEnded } from '#domain/offboarding/task.ts'
import { Missing, type Refusal, refused } from '#domain/outcome.ts'
import { kindOf, services } from '#domain/service.ts'
import { type ConnectionsSought, connectionList } from '#features/connections/list-connections.ts'
import { type ConnectionSummary, latest, staysOfTokens } from '#features/connections/queries.ts'
import { chosenConnections } from './stored.ts'

export type ScopeReason = 'cannotBeEndedYet' | 'alreadyStopped' | 'alreadyBeingEnded'
export type ChoiceReason = ScopeReason | 'alreadyOpen'

/** Nothing is left to do about a connection in this state. */
const hasEnded = (state: LifeState): boolean => state === 'stopped' || state === 'accountKept'

export type Choices = {
  /** Those that are chosen already, then the first of what is sought. */
  connections: ConnectionSummary[]
  /** How many there are of what is sought. */
  found: number
}

/** What can be chosen: connections of a kind a case can end, whose ending is not complete. */
export const endableConnections = async (
  tx: Transaction,
  { text = '', chosen = [], most = 20 }: { text?: string; chosen?: readonly string[]; most?: number },
): Promise<Choices> => {
  const sought: ConnectionsSought = {
    service: services.filter((service) => canBeEnded(kindOf(service))),
    standing: 'unfinished',
    text,
  }
  const { connections, found } = await connectionList(tx, latest(), sought, { most })
  const kept = (await connectionsIn(tx, chosen)).filter(
    ({ id, service, state, returnedAs }) =>
      canBeEnded(kindOf(service)) &&
      !hasEnded(state) &&
      returnedAs === null &&
      connections.every((each) => each.id !== id),
  )
  return { connections: [...kept, ...connections], found }
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
  if (!connections.every(({ service }) => canBeEnded(kindOf(service)))) return refused('cannotBeEndedYet')
  if (connections.some(({ state, returnedAs }) => hasEnded(state) || returnedAs !== null)) {
    return refused('alreadyStopped')
  }
  const other = await tx.offboardingConnection.findFirst({
    where: {
      connectionId: { in: [...connectionIds] },
      offboarding: { state: { notIn: ['draft', 'finished', 'cancelled'] }, ...besides(offboardingId) },
    },
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
  const drafts = await tx.offboarding.findMany({
    where: { state: 'draft', ...besides(offboardingId) },
    select: {
      id: true,
      startedByName: true,
      answers: { where: { step: 'scope' }, select: { answer: true } },
    },
  })
  const open = drafts.find(({ answers }) =>
    chosenConnections(answers[0]?.answer).some((id) => connectionIds.includes(id)),
  )
  return open ? refused('alreadyOpen', { offboarding: open.id, name: open.startedByName }) : null
}

const besides = (offboardingId: string | null) =>
  offboardingId === null ? {} : { id: { not: offboardingId } }
