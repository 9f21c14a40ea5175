import type { Found, GraphEvidence } from '#adapters/graph/find.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import { lookAgainMs } from '#domain/offboarding/patience.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import type { Outcome, Refusal } from '#domain/outcome.ts'
import type { Proof } from './evidence.ts'
import type { TaskContext, TaskResult } from './task-context.ts'

// What the tasks of all kinds of token have in common.

/** A refusal of Microsoft's, with proof of the call where it answered one. */
export const failed = ({
  reason,
  values = {},
  evidence,
}: Refusal<GraphReason> & { evidence?: GraphEvidence }): Extract<TaskResult, { kind: 'failed' }> => ({
  kind: 'failed',
  reason,
  values,
  proofs: evidence ? [{ what: 'callRefused', call: evidence }] : [],
})

export const isSame = (left: string | null, right: string | null): boolean =>
  (left ?? '').trim().toLowerCase() === (right ?? '').trim().toLowerCase()

export const foundGone = ({ evidence }: { evidence: GraphEvidence }): Proof => ({
  what: 'tokenFoundGone',
  call: evidence,
})

/** A token as it is found; of one that is gone, what its task comes to. */
export const present = <Row>(
  found: Outcome<Found<Row>, GraphReason>,
): { ok: true; row: Row; evidence: GraphEvidence } | { ok: false; result: TaskResult } => {
  if (!found.ok) return { ok: false, result: failed(found) }
  const { value } = found
  if (value.state === 'present') return { ok: true, row: value.row, evidence: value.evidence }
  return { ok: false, result: { kind: 'skipped', reason: 'tokenAlreadyGone', proofs: [foundGone(value)] } }
}

/** Somebody renewed the token with another Apple account: what was approved was about a different one. */
export const whyNotThisAccount = (
  row: { appleId: string | null },
  { account }: PlannedConnection,
): TaskResult | null =>
  isSame(row.appleId, account?.appleId ?? null)
    ? null
    : { kind: 'failed', reason: 'accountChanged', values: {}, proofs: [] }

/**
 * To look again after a wait that grows with every look, or null once what was waited for is overdue. Patience counts
 * from the first look and is bookmarked, so that a worker that takes over neither begins anew nor gives up early.
 */
export const lookLater = async (
  context: TaskContext,
  patienceMinutes: number,
): Promise<TaskResult | null> => {
  const { progress, now } = context
  const since = progress.since ?? now().toISOString()
  if (now().getTime() - Date.parse(since) > patienceMinutes * 60_000) return null
  const looks = progress.looks ?? 0
  await context.bookmark({ ...progress, since, looks: looks + 1 })
  return { kind: 'later', afterMs: lookAgainMs(looks) }
}
