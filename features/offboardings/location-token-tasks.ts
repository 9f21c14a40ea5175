import { revocationPatienceHours } from '#domain/offboarding/patience.ts'
import { askedSince, progressOf, tracesOf } from '#domain/offboarding/revocation.ts'
import { removeAssignments } from './remove-assignments.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { failed, lookLater, present, whyNotThisAccount } from './task-steps.ts'

/**
 * Asks Intune to revoke every licence. What is listed before is bookmarked, so that a revocation which was asked for
 * by a worker that died, or is still under way, is recognised and not asked for twice. Only after one that failed is
 * it asked for again.
 */
const revokeLicences = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection, progress } = context
  const found = present(await effects.locationToken(connection.externalId))
  if (!found.ok) return found.result
  const { row, evidence } = found
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

/** Licences cannot be revoked any more once the token is gone, so the result is waited for, with patience. */
const awaitRevocation = async (context: TaskContext): Promise<TaskResult> => {
  const { effects, connection } = context
  const found = present(await effects.locationToken(connection.externalId))
  if (!found.ok) return found.result
  const { row, evidence } = found
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

/** What comes before a location token can go. Each reads the state before it changes anything. */
export const locationTokenTasks = { removeAssignments, revokeLicences, awaitRevocation }
