import type { Found } from '#adapters/graph/find.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import { gonePatienceMinutes, lookAgainMs, revocationPatienceHours } from '#domain/offboarding/patience.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import { askedSince, progressOf, tracesOf } from '#domain/offboarding/revocation.ts'
import type { TaskKind } from '#domain/offboarding/task.ts'
import type { Refusal } from '#domain/outcome.ts'
import type { LocationToken } from '#domain/tenant.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskResult } from './task-context.ts'

const failed = (refusal: Refusal<GraphReason>): TaskResult => ({
  kind: 'failed',
  reason: refusal.reason,
  values: refusal.values ?? {},
  proofs: [],
})
const isSame = (left: string | null, right: string | null): boolean =>
  (left ?? '').trim().toLowerCase() === (right ?? '').trim().toLowerCase()

const lookedAt = ({ row, evidence }: Extract<Found<LocationToken>, { state: 'present' }>): Proof => ({
  what: 'tokenLooked',
  call: evidence,
  answer: { state: row.state, lastSyncAt: row.lastSyncAt },
})
const foundGone = (found: Found<LocationToken>): Proof => ({ what: 'tokenFoundGone', call: found.evidence })

/** Assignments hold their licences, so they go first. The list is read anew each time: what is gone stays gone. */
const removeAssignments = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection, prove } = context
  const found = await effects.locationToken(connection.externalId)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    return { kind: 'skipped', reason: 'tokenAlreadyGone', proofs: [foundGone(found.value)] }
  }
  const changed = whyNotThisAccount(found.value.row, connection)
  if (changed) return changed

  let removed = context.progress.removed ?? 0
  const apps = await context.tenant.whole('locationApps', null)
  if (!apps.ok) return failed(apps)
  for (const app of apps.value.filter((each) => isSame(each.tokenExternalId, connection.externalId))) {
    const assignments = await effects.assignments(app.externalId)
    if (!assignments.ok) return failed(assignments)
    for (const assignment of assignments.value) {
      const effect = await effects.removeAssignment(app.externalId, assignment.externalId)
      if (!effect.ok) return failed(effect)
      removed += 1
      const { evidence, was } = effect.value
      const proof: Proof = { what: 'assignmentRemoved', call: evidence, answer: { app: app.externalId, was } }
      if (!(await prove(proof, { removed }))) return { kind: 'stopped' }
    }
  }
  return { kind: 'done', proofs: [lookedAt(found.value)] }
}

/** Somebody renewed the token with another Apple account: what was approved was about a different one. */
const whyNotThisAccount = (row: LocationToken, { account }: PlannedConnection): TaskResult | null =>
  isSame(row.appleId, account?.appleId ?? null)
    ? null
    : { kind: 'failed', reason: 'accountChanged', values: {}, proofs: [] }

/**
 * Asks Intune to revoke every licence. What is listed before is bookmarked, so that a revocation which was asked for
 * by a worker that died, or is still under way, is recognised and not asked for twice. Only after one that failed is
 * it asked for again.
 */
const revokeLicences = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection, progress } = context
  const found = await effects.locationToken(connection.externalId)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    return { kind: 'skipped', reason: 'tokenAlreadyGone', proofs: [foundGone(found.value)] }
  }
  const { row, evidence } = found.value
  const asked = progress.known ? askedSince(row.revocations, progress.known) : null
  if (asked && (context.isResumed || progressOf(asked).kind !== 'failed')) {
    return { kind: 'done', proofs: [{ what: 'revocationFoundAsked', call: evidence }] }
  }
  const changed = whyNotThisAccount(row, connection)
  if (changed) return changed
  if (!progress.known || asked) await context.bookmark({ known: tracesOf(row.revocations) })
  const effect = await effects.revokeLicences(connection.externalId)
  if (!effect.ok) return failed(effect)
  return { kind: 'done', proofs: [{ what: 'revocationAsked', call: effect.value.evidence }] }
}

/**
 * To look again after a wait that grows with every look, or null once what was waited for is overdue. Patience counts
 * from the first look and is bookmarked, so that a worker that takes over neither begins anew nor gives up early.
 */
const lookLater = async (context: TaskContext, patienceMinutes: number): Promise<TaskResult | null> => {
  const { progress, now } = context
  const since = progress.since ?? now().toISOString()
  if (now().getTime() - Date.parse(since) > patienceMinutes * 60_000) return null
  const looks = progress.looks ?? 0
  await context.bookmark({ since, looks: looks + 1 })
  return { kind: 'later', afterMs: lookAgainMs(looks) }
}

/** Licences cannot be revoked any more once the token is gone, so the result is waited for, with patience. */
const awaitRevocation = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection } = context
  const found = await effects.locationToken(connection.externalId)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    return { kind: 'skipped', reason: 'tokenAlreadyGone', proofs: [foundGone(found.value)] }
  }
  const { row, evidence } = found.value
  const result = progressOf(askedSince(row.revocations, context.revocation.known ?? []))
  switch (result.kind) {
    case 'done':
      return {
        kind: 'done',
        proofs: [
          { what: 'revocationEnded', call: evidence, answer: { total: result.total, failed: result.failed } },
        ],
      }
    case 'failed': {
      const { total, failed: left, why } = result
      return {
        kind: 'failed',
        reason: 'licencesNotRevoked',
        values: { failed: left ?? -1, total: total ?? -1, why },
        proofs: [{ what: 'revocationEnded', call: evidence, answer: { total, failed: left, why } }],
      }
    }
    case 'underWay': {
      const later = await lookLater(context, revocationPatienceHours * 60)
      if (later) return later
      const values = { hours: revocationPatienceHours }
      return { kind: 'failed', reason: 'revocationTooSlow', values, proofs: [] }
    }
  }
}

const deleteToken = async ({ effects, connection, wasBegun }: TaskContext): Promise<TaskResult> => {
  const found = await effects.locationToken(connection.externalId)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') {
    const proofs = [foundGone(found.value)]
    return wasBegun ? { kind: 'done', proofs } : { kind: 'skipped', reason: 'tokenAlreadyGone', proofs }
  }
  // Hours may have passed since the licences were revoked, and this cannot be undone.
  const changed = whyNotThisAccount(found.value.row, connection)
  if (changed) return changed
  const effect = await effects.deleteLocationToken(connection.externalId)
  if (!effect.ok) return failed(effect)
  const { evidence, was } = effect.value
  return { kind: 'done', proofs: [{ what: 'tokenDeleted', call: evidence, answer: { was } }] }
}

/**
 * Gone means: 404 for the token itself while the list answers and does not hold it (`findLocationToken`). A token that
 * still answers right after its deletion is looked at again before anybody is asked.
 */
const checkGone = async (context: TaskContext): Promise<TaskResult> => {
  const found = await context.tenant.findLocationToken(context.connection.externalId)
  if (!found.ok) return failed(found)
  if (found.value.state === 'gone') return { kind: 'done', proofs: [foundGone(found.value)] }
  const later = await lookLater(context, gonePatienceMinutes)
  if (later) return later
  const proof: Proof = { what: 'tokenFoundPresent', call: found.value.evidence }
  return { kind: 'failed', reason: 'tokenStillThere', values: {}, proofs: [proof] }
}

/** How each task of a location token is carried out. Each reads the state before it changes anything. */
export const locationTokenTasks: Record<TaskKind, (context: TaskContext) => Promise<TaskResult>> = {
  removeAssignments,
  revokeLicences,
  awaitRevocation,
  deleteToken,
  checkGone,
}
