import type { EffectOutcome } from '#adapters/graph/effects.ts'
import type { Found } from '#adapters/graph/find.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import { gonePatienceMinutes } from '#domain/offboarding/patience.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { ConnectionKind } from '#domain/service.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, foundGone, lookLater, whyNotThisAccount } from './task-steps.ts'

type Token = { appleId: string | null }

/** A connection as the tenant answers it now, of whatever kind. */
export const lookAt = (
  tenant: GraphTenant,
  { kind, externalId }: Pick<PlannedConnection, 'kind' | 'externalId'>,
) => {
  const looks: Record<ConnectionKind, () => Promise<Outcome<Found<Token>, GraphReason>>> = {
    locationToken: () => tenant.findLocationToken(externalId),
    enrolmentToken: () => tenant.findEnrolmentToken(externalId),
    pushCertificate: () => tenant.findPushCertificate(),
  }
  return looks[kind]()
}

const remove = ({ effects, connection: { kind, externalId } }: TaskContext): Promise<EffectOutcome> =>
  kind === 'locationToken'
    ? effects.deleteLocationToken(externalId)
    : effects.deleteEnrolmentToken(externalId)

const deleteToken = async (context: TaskContext): Promise<TaskResult> => {
  const found = await lookAt(context.tenant, context.connection)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    const proofs = [foundGone(found.value)]
    return context.wasBegun
      ? { kind: 'done', proofs }
      : { kind: 'skipped', reason: 'tokenAlreadyGone', proofs }
  }
  // Hours may have passed since what came before it, and this cannot be undone.
  const changed = whyNotThisAccount(found.value.row, context.connection)
  if (changed) return changed
  const effect = await remove(context)
  if (!effect.ok) return failed(effect)
  const { evidence, was } = effect.value
  return { kind: 'done', proofs: [{ what: 'tokenDeleted', call: evidence, answer: { was } }] }
}

/** What a look at a connection proves. */
export const proofOf = (
  { kind }: Pick<PlannedConnection, 'kind'>,
  { state, evidence }: Pick<Found<Token>, 'state' | 'evidence'>,
): Proof => {
  if (kind === 'pushCertificate')
    return { what: state === 'gone' ? 'certificateFoundGone' : 'certificateFoundPresent', call: evidence }
  return { what: state === 'gone' ? 'tokenFoundGone' : 'tokenFoundPresent', call: evidence }
}

/**
 * Gone means: 404 for the token itself while the list answers and does not hold it (`findIn`). A token that still answers
 * right after its deletion is looked at again before anybody is asked.
 */
const checkGone = async (context: TaskContext): Promise<TaskResult> => {
  const found = await lookAt(context.tenant, context.connection)
  if (!found.ok) return failed(found)
  const proofs = [proofOf(context.connection, found.value)]
  if (found.value.state === 'gone') return { kind: 'done', proofs }
  const later = await lookLater(context, gonePatienceMinutes)
  if (later) return later
  const reason = context.connection.kind === 'pushCertificate' ? 'certificateStillThere' : 'tokenStillThere'
  return { kind: 'failed', reason, values: {}, proofs }
}

/** How the end of every token is carried out. */
export const tokenTasks = { deleteToken, checkGone }
