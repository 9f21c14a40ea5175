import { tryAgainMs } from '#domain/offboarding/patience.ts'
import type { Proof } from './evidence.ts'
import type { TaskFailure, TaskResult } from './task-context.ts'

/** Faults of Microsoft's that may pass by themselves. */
const passingFaults: ReadonlySet<TaskFailure> = new Set([
  'unreachable',
  'timedOut',
  'throttled',
  'malformedAnswer',
  'serverFault',
])

/**
 * When a task that came to this is begun again, or null where it is over or needs a person. `faults`: how often in a row
 * it met a fault that may pass. Each task reads the state before it changes anything, so it is safe to begin again.
 */
export const orLater = (
  result: TaskResult,
  faults: number,
): { afterMs: number; faults: number; proofs: Proof[] } | null => {
  if (result.kind === 'later') return { afterMs: result.afterMs, faults: 0, proofs: [] }
  if (result.kind !== 'failed' || !passingFaults.has(result.reason)) return null
  const afterMs = tryAgainMs(faults)
  return afterMs === null
    ? null
    : { afterMs, faults: faults + 1, proofs: result.proofs.filter(({ what }) => what !== 'callRefused') }
}
