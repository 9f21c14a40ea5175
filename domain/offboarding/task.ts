import type { ConnectionKind } from '../service.ts'
import type { Plan } from './plan.ts'

/**
 * The effects of ending a location token, in the order Microsoft's pages ask for: an assignment holds its licence,
 * and licences cannot be revoked once the token is gone.
 */
export const taskKinds = [
  'removeAssignments',
  'revokeLicences',
  'awaitRevocation',
  'deleteToken',
  'checkGone',
] as const
export type TaskKind = (typeof taskKinds)[number]

export const taskStates = ['waiting', 'running', 'done', 'needsAttention', 'skipped'] as const
export type TaskState = (typeof taskStates)[number]

type TaskNature = {
  /** Needs an approval, and ends the time in which the case can be cancelled. */
  isIrreversible: boolean
  /** May be skipped when the token turns out to be gone. The check never may. */
  maySkip: boolean
  /** What is left of it may be accepted by a member, so that the case can go on. */
  mayLeaveRemainder: boolean
}

const natures: Record<TaskKind, TaskNature> = {
  removeAssignments: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  revokeLicences: { isIrreversible: true, maySkip: true, mayLeaveRemainder: true },
  awaitRevocation: { isIrreversible: true, maySkip: true, mayLeaveRemainder: true },
  deleteToken: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
  checkGone: { isIrreversible: false, maySkip: false, mayLeaveRemainder: false },
}
export const natureOf = (kind: TaskKind): TaskNature => natures[kind]

export const skipReasons = ['tokenAlreadyGone', 'remainderAccepted'] as const
export type SkipReason = (typeof skipReasons)[number]

export type Task = {
  position: number
  connectionId: string
  kind: TaskKind
  state: TaskState
  reason: string | null
  /** It was started at least once: what it does may have happened, whatever its state says. */
  hasBegun: boolean
}

const effectsOf: Record<ConnectionKind, readonly TaskKind[]> = {
  locationToken: taskKinds,
  // Ending these is not offered yet: a case with one of them cannot be started.
  enrolmentToken: [],
  pushCertificate: [],
}

/** The kinds of connection a case can end today. */
export const canBeEnded = (kind: ConnectionKind): boolean => effectsOf[kind].length > 0

/** The tasks a plan becomes when it is confirmed. Those of one connection form a branch and wait for each other. */
export const tasksOf = (plan: Plan): Task[] =>
  plan.connections
    .flatMap((connection) =>
      effectsOf[connection.kind].map((kind) => ({ connectionId: connection.id, kind })),
    )
    .map((task, position) => ({ ...task, position, state: 'waiting', reason: null, hasBegun: false }))
