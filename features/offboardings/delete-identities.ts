import type { GraphEvidence } from '#adapters/graph/find.ts'
import { lookAtManagedMs } from '#domain/offboarding/patience.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, present, whyNotThisAccount } from './task-steps.ts'
import { identitiesOf, managedAmong } from './token-identities.ts'

/** As many deletions are proved together: each of ten thousand is a call, and a row of evidence for each says nothing more. */
const proveEvery = 50

/**
 * Takes the devices off the token, but none that Intune still manages: it would leave management by it (Microsoft's page on
 * automated enrolment). Both lists are read anew each time, and after a few minutes of deleting: what is gone is not asked
 * for again, and what was enrolled again meanwhile stays.
 */
export const deleteIdentities = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection, prove, now } = context
  const found = present(await effects.enrolmentToken(connection.externalId))
  if (!found.ok) return found.result
  const changed = whyNotThisAccount(found.row, connection)
  if (changed) return changed
  const listed = await identitiesOf(context)
  if (!listed.ok) return failed(listed)
  const managed = await managedAmong(context, listed.value)
  if (!managed.ok) return failed(managed)

  const lookedAt = now().getTime()
  const before = context.progress.removed ?? 0
  const free = listed.value.filter(({ serial }) => serial === null || !managed.value.has(serial))
  const of = before + free.length
  let removed = before
  let unproved: GraphEvidence[] = []
  /** One piece of evidence for those that went since the last one, by which Microsoft finds each of them in its own logs. */
  const proveThem = async (): Promise<boolean> => {
    const call = unproved.at(-1)
    if (!call) return true
    const answer = { deleted: removed, requests: unproved.map(({ requestId }) => requestId) }
    unproved = []
    return prove({ what: 'identitiesDeleted', call, answer }, { ...context.progress, removed, of })
  }
  if (!(await context.bookmark({ ...context.progress, of }))) return { kind: 'stopped' }
  for (const { externalId } of free) {
    const effect = await effects.deleteIdentity(connection.externalId, externalId)
    if (!effect.ok) return (await proveThem()) ? failed(effect) : { kind: 'stopped' }
    removed += 1
    unproved.push(effect.value.evidence)
    const isLookDue = now().getTime() - lookedAt > lookAtManagedMs
    const isProofDue = unproved.length >= proveEvery || removed === of || isLookDue
    const isGoingOn = isProofDue
      ? await proveThem()
      : await context.bookmark({ ...context.progress, removed, of })
    if (!isGoingOn) {
      await proveThem()
      return { kind: 'stopped' }
    }
    if (isLookDue) return { kind: 'later', afterMs: 0 }
  }
  return managed.value.size === 0
    ? { kind: 'done', proofs: [] }
    : { kind: 'failed', reason: 'devicesStillManaged', values: { count: managed.value.size }, proofs: [] }
}
