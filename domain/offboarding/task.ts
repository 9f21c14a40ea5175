import type { ConnectionKind } from '../service.ts'
import type { Plan } from './plan.ts'

/** What a case does, or has somebody do. */
export const taskKinds = [
  'removeAssignments',
  'revokeLicences',
  'awaitRevocation',
  'unshareToken',
  'unassignDevices',
  'deleteIdentities',
  'deleteProfiles',
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
  unshareToken: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  // Done at Apple, where it can be undone until the token is gone.
  unassignDevices: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  deleteIdentities: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
  deleteProfiles: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
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

/**
 * In the order Microsoft's pages ask for. Of a location token: an assignment holds its licence, and licences cannot be
 * revoked once the token is gone. Of an enrolment token: what is deleted in Intune alone comes back with the next sync
 * while Apple assigns the devices to it, and it can only be deleted without devices and profiles.
 */
const effectsOf: Record<ConnectionKind, readonly TaskKind[]> = {
  locationToken: ['removeAssignments', 'revokeLicences', 'awaitRevocation', 'deleteToken', 'checkGone'],
  enrolmentToken: [
    'unshareToken',
    'unassignDevices',
    'deleteIdentities',
    'deleteProfiles',
    'deleteToken',
    'checkGone',
  ],
  // Ending it is not offered yet: a case with it cannot be started.
  pushCertificate: [],
}

/** What a person does elsewhere, and Pomona checks. */
const guided: ReadonlySet<TaskKind> = new Set(['unassignDevices'])
export const isGuided = (kind: TaskKind): boolean => guided.has(kind)

/** The kinds of connection a case can end today. */
export const canBeEnded = (kind: ConnectionKind): boolean => effectsOf[kind].length > 0

/** The tasks a plan becomes when it is confirmed. Those of one connection form a branch and wait for each other. */
export const tasksOf = (plan: Plan): Task[] =>
  plan.connections
    .flatMap((connection) =>
      effectsOf[connection.kind].map((kind) => ({ connectionId: connection.id, kind })),
    )
    .map((task, position) => ({ ...task, position, state: 'waiting', reason: null, hasBegun: false }))
