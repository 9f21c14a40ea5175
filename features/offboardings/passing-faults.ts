import { tryAgainAfterPauseMs, tryAgainMs } from '#domain/offboarding/patience.ts'
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

/** `isAsked`: Microsoft asked for the wait. */
type Later = { afterMs: number; faults: number; isAsked: boolean; proofs: Proof[] }

/**
 * When a task that came to this is begun again, or null where it is over or needs a person. `faults`: how often in a row
 * it met a fault that may pass. Each task reads the state before it changes anything, so it is safe to begin again.
 */
export const orLater = (result: TaskResult, faults: number): Later | null => {
  if (result.kind === 'later') return { afterMs: result.afterMs, faults: 0, isAsked: false, proofs: [] }
  if (result.kind !== 'failed' || !passingFaults.has(result.reason)) return null
  const isAsked = result.reason === 'throttled'
  const afterMs = isAsked
    ? tryAgainAfterPauseMs(faults, Number(result.values.seconds ?? 0))
    : tryAgainMs(faults)
  return afterMs === null
    ? null
    : {
        afterMs,
        faults: faults + 1,
        isAsked,
        proofs: result.proofs.filter(({ what }) => what !== 'callRefused'),
      }
}
