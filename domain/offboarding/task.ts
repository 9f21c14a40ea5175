import type { ConnectionKind } from '../service.ts'
import type { Plan } from './plan.ts'

/** What a case does, or has somebody do. */
export const taskKinds = [
  'removeAssignments',
  'revokeLicences',
  'awaitRevocation',
  'retireDevices',
  'unshareToken',
  'unassignDevices',
  'deleteIdentities',
  'deleteProfiles',
  'deleteToken',
  'retireAllDevices',
  'deleteCertificate',
  'checkGone',
  'revokeCertificate',
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
  // Decided and done by people in Intune; nothing of ours is undone by it.
  retireDevices: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  unshareToken: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  // Done at Apple, where it can be undone until the token is gone.
  unassignDevices: { isIrreversible: false, maySkip: true, mayLeaveRemainder: false },
  deleteIdentities: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
  deleteProfiles: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
  deleteToken: { isIrreversible: true, maySkip: true, mayLeaveRemainder: false },
  retireAllDevices: { isIrreversible: false, maySkip: true, mayLeaveRemainder: true },
  deleteCertificate: { isIrreversible: true, maySkip: false, mayLeaveRemainder: false },
  checkGone: { isIrreversible: false, maySkip: false, mayLeaveRemainder: false },
  // At Apple, where nothing can be looked up: it ends with a member's word.
  revokeCertificate: { isIrreversible: true, maySkip: false, mayLeaveRemainder: true },
}
export const natureOf = (kind: TaskKind): TaskNature => natures[kind]

/** Devices are left behind by their number, which is known only where they are what the task waits for. */
export const canLeaveRemainder = ({ kind, reason }: Pick<Task, 'kind' | 'reason'>): boolean =>
  natures[kind].mayLeaveRemainder && (kind !== 'retireAllDevices' || reason === 'allDevicesToRetire')

/** Why a task skips itself. A member's reasons are `remainderAccepted` and `leftOut`, of a connection taken out of a case. */
export type OwnSkipReason = 'tokenAlreadyGone'

export type Task = {
  position: number
  connectionId: string
  connectionKind: ConnectionKind
  kind: TaskKind
  state: TaskState
  reason: string | null
  /** It was started at least once: what it does may have happened, whatever its state says. */
  hasBegun: boolean
}

/**
 * In the order Microsoft's pages ask for. Of a location token: an assignment holds its licence, and licences cannot be
 * revoked once the token is gone. Of an enrolment token: what is deleted in Intune alone comes back with the next sync
 * while Apple assigns the devices to it, and it can only be deleted without devices and profiles. Of the push
 * certificate: no device hears of anything once it is gone, and it is revoked at Apple by the account that made it.
 */
const effectsOf: Record<ConnectionKind, readonly TaskKind[]> = {
  locationToken: ['removeAssignments', 'revokeLicences', 'awaitRevocation', 'deleteToken', 'checkGone'],
  enrolmentToken: [
    'retireDevices',
    'unshareToken',
    'unassignDevices',
    'deleteIdentities',
    'deleteProfiles',
    'deleteToken',
    'checkGone',
  ],
  pushCertificate: ['retireAllDevices', 'deleteCertificate', 'checkGone', 'revokeCertificate'],
}

/** What is done about a connection that was gone before its case: of a certificate Apple is still asked for its revocation. */
export const isLeftOnceGone = (kind: TaskKind): boolean =>
  kind === 'checkGone' || kind === 'revokeCertificate'

/** What a person does elsewhere, and Pomona checks. */
const guided: ReadonlySet<TaskKind> = new Set([
  'retireDevices',
  'unassignDevices',
  'retireAllDevices',
  'deleteCertificate',
  'revokeCertificate',
])
export const isGuided = (kind: TaskKind): boolean => guided.has(kind)

/** Whether a task waits for that very work: not where what it is about is no longer what was approved. */
export const waitsForPeople = ({ kind, reason }: Pick<Task, 'kind' | 'reason'>): boolean =>
  isGuided(kind) && reason !== 'accountChanged'

/** Whether a connection of this kind is ended by people alone, so that no registration needs to write. */
export const isEndedByHand = (kind: ConnectionKind): boolean => kind === 'pushCertificate'

/** What goes entry by entry, so that a member can stop it between two of them. */
const inParts: ReadonlySet<TaskKind> = new Set(['removeAssignments', 'deleteIdentities', 'deleteProfiles'])
export const goesInParts = (kind: TaskKind): boolean => inParts.has(kind)

/** Why a task waits that a member stopped. */
export const stoppedByMember = 'stoppedByMember'

/** What nothing can check: it is done once a member states it. */
export const isStated = (kind: string): boolean => kind === 'revokeCertificate'

/**
 * Connections of one phase are ended side by side, those of the next once all before are over. Licences are revoked
 * while their devices are still managed, and the certificate goes last because every command to a device needs it.
 */
const phases: Record<ConnectionKind, number> = { locationToken: 0, enrolmentToken: 1, pushCertificate: 2 }
export const phaseOf = ({ connectionKind }: Pick<Task, 'connectionKind'>): number => phases[connectionKind]

/** The tasks a plan becomes when it is confirmed. Those of one connection form a branch and wait for each other. */
export const tasksOf = (plan: Plan): Task[] =>
  plan.connections
    .toSorted((a, b) => phases[a.kind] - phases[b.kind])
    .flatMap(({ id, kind }) =>
      effectsOf[kind].map((effect) => ({ connectionId: id, connectionKind: kind, kind: effect })),
    )
    .map((task, position) => ({ ...task, position, state: 'waiting', reason: null, hasBegun: false }))
