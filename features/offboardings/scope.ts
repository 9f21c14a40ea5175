import type { Transaction } from '#adapters/db.ts'
import type { LifeState } from '#domain/connection-life.ts'
import { canBeEnded } from '#domain/offboarding/task.ts'
import { Missing, type Refusal, refused } from '#domain/outcome.ts'
import { kindOf } from '#domain/service.ts'
import { type ConnectionSummary, connectionsAt, latest, staysAt } from '#features/connections/queries.ts'

export type ScopeReason = 'cannotBeEndedYet' | 'alreadyStopped' | 'alreadyBeingEnded'

/** Nothing is left to do about a connection in this state. */
const hasEnded = (state: LifeState): boolean => state === 'stopped' || state === 'accountKept'

/** What can be chosen: connections of a kind a case can end, whose ending is not complete. */
export const endableConnections = async (tx: Transaction): Promise<ConnectionSummary[]> =>
  (await connectionsAt(tx, latest())).filter(
    ({ service, state }) => canBeEnded(kindOf(service)) && !hasEnded(state),
  )

/** The connections of a scope, by name; ids that are not this organisation's are left out. */
export const connectionsIn = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<ConnectionSummary[]> =>
  (await staysAt(tx, latest())).filter(({ id }) => connectionIds.includes(id))

/** Why these connections cannot be ended by a case; null when they can. Throws Missing for one that is not ours. */
export const whyNotInScope = async (
  tx: Transaction,
  connectionIds: readonly string[],
  offboardingId: string | null,
): Promise<Refusal<ScopeReason> | null> => {
  const connections = await connectionsIn(tx, connectionIds)
  if (connections.length !== new Set(connectionIds).size) throw new Missing('connection')
  if (!connections.every(({ service }) => canBeEnded(kindOf(service)))) return refused('cannotBeEndedYet')
  if (connections.some(({ state, returnedAs }) => hasEnded(state) || returnedAs !== null)) {
    return refused('alreadyStopped')
  }
  const other = await tx.offboardingConnection.findFirst({
    where: {
      connectionId: { in: [...connectionIds] },
      offboarding: {
        state: { notIn: ['draft', 'finished', 'cancelled'] },
        ...(offboardingId === null ? {} : { id: { not: offboardingId } }),
      },
    },
  })
  return other ? refused('alreadyBeingEnded') : null
}
