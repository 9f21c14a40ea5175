import type { GraphEffects } from '#adapters/graph/effects.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { AssignmentPiece } from '#domain/offboarding/assignment.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import type { OwnSkipReason } from '#domain/offboarding/task.ts'
import type { Outcome } from '#domain/outcome.ts'
import type { Proof } from './evidence.ts'
import type { ManagedNow } from './managed-now.ts'
import type { TaskProgress } from './stored.ts'

/** What carrying out a task came to. `later`: nothing failed, look again after a while. */
export type TaskResult =
  | { kind: 'done'; proofs: Proof[] }
  | { kind: 'skipped'; reason: OwnSkipReason; proofs: Proof[] }
  | { kind: 'failed'; reason: TaskFailure; values: Record<string, string | number>; proofs: Proof[] }
  | { kind: 'later'; afterMs: number }
  /** The case ended meanwhile, or a member stopped it: nothing more is done, and what was done is recorded. */
  | { kind: 'stopped' }

export type TaskFailure =
  | GraphReason
  | 'noTenantLink'
  | 'noCustomCloud'
  | 'noWriteAccess'
  | 'accountChanged'
  | 'licencesNotRevoked'
  | 'revocationTooSlow'
  | 'tokenStillThere'
  | 'devicesStillAssigned'
  | 'devicesStillManaged'
  | 'devicesToRetire'
  | 'allDevicesToRetire'
  | 'certificateCleared'
  | 'certificateStillThere'
  | 'revocationToState'
  | 'givenUp'

/**
 * What a task works with. `wasBegun`: an earlier attempt may have done it. `isResumed`: a worker died in the middle of
 * this very attempt.
 */
export type TaskContext = {
  tenant: GraphTenant
  effects: GraphEffects
  /** What Intune manages of the tenant. */
  managed(): Promise<Outcome<ManagedNow, GraphReason>>
  connection: PlannedConnection
  wasBegun: boolean
  isResumed: boolean
  progress: TaskProgress
  /** Progress of the task that asked for the revocation. */
  revocation: TaskProgress
  now: () => Date
  /** Notes how far it has come; false when a member stopped it meanwhile. */
  bookmark(progress: TaskProgress): Promise<boolean>
  /** What this task has recorded of assignments, oldest first. */
  recorded(): Promise<AssignmentPiece[]>
  /** Records an effect at once, before the next one; false when the case has ended meanwhile, or the task was stopped. */
  prove(proof: Proof, progress: TaskProgress): Promise<boolean>
}
