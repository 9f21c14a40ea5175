import { done, type Outcome, refused } from '../outcome.ts'
import { type ApprovalFacts, approvalStands } from './approval.ts'
import {
  canLeaveRemainder,
  goesInParts,
  isGuided,
  isStated,
  natureOf,
  type OwnSkipReason,
  phaseOf,
  stoppedByMember,
  type Task,
  type TaskState,
} from './task.ts'

export const runStates = [
  'confirmed',
  'running',
  'needsAttention',
  'awaitingAccount',
  'finished',
  /** Finished, and something it ended is in Intune again. */
  'reopened',
  'cancelled',
] as const
export type RunState = (typeof runStates)[number]

/** Whether nothing is left to do in the tenant, so that no case needs to write there any more. */
export const hasWritten = (state: RunState | 'draft'): boolean =>
  state === 'awaitingAccount' || state === 'finished' || state === 'reopened' || state === 'cancelled'

/** A confirmed case: its frozen plan's hash, the approval it runs on, and its tasks in order. */
export type Run = {
  state: RunState
  planHash: string
  approval: ApprovalFacts | null
  /** Until then only what can be undone is done; null where nothing is held back. */
  irreversibleFrom: Date | null
  tasks: readonly Task[]
}

export type RunEvent =
  | { kind: 'taskStarted'; position: number; at: Date }
  | { kind: 'taskDone'; position: number }
  | { kind: 'taskSkipped'; position: number; reason: OwnSkipReason }
  | { kind: 'taskFailed'; position: number; reason: string }
  /** A member wants no more of it done for now; a retry goes on with the rest. */
  | { kind: 'taskStopped'; position: number }
  | { kind: 'taskRetried'; position: number }
  | { kind: 'remainderAccepted'; position: number }
  | { kind: 'taskStated'; position: number }
  | { kind: 'connectionLeftOut'; connectionId: string }
  | { kind: 'cancelled' }
  /** Of every account behind what is gone there is a word: it was deleted, or it lives on. */
  | { kind: 'accountsSettled' }
  /** A reading found something again that the case had ended, */
  | { kind: 'connectionReturned' }
  /** or finds nothing of it any more. */
  | { kind: 'returnsEnded' }

export const runRefusals = [
  'notApproved',
  'caseEnded',
  'notItsTurn',
  'graceNotOver',
  'taskNotRunning',
  'nothingToStop',
  'nothingToRetry',
  'cannotBeSkipped',
  'noRemainder',
  'nothingToState',
  'nothingToLeaveOut',
  'tooLateToCancel',
  'tokenNotGoneYet',
  'nothingReturned',
] as const
export type RunRefusal = (typeof runRefusals)[number]

const isOver = ({ state }: Task): boolean => state === 'done' || state === 'skipped'

/**
 * The tasks that can be worked on now, in order: of each connection of the present phase the first that is not over. A
 * task that needs attention holds up its own branch, and the phases after it.
 */
export const ready = ({ state, tasks }: Pick<Run, 'state' | 'tasks'>): Task[] => {
  if (state !== 'confirmed' && state !== 'running' && state !== 'needsAttention') return []
  const open = tasks.filter((task) => !isOver(task))
  const phase = Math.min(...open.map(phaseOf))
  const firsts = new Map<string, Task>()
  for (const task of open) if (!firsts.has(task.connectionId)) firsts.set(task.connectionId, task)
  return [...firsts.values()].filter((task) => task.state !== 'needsAttention' && phaseOf(task) === phase)
}

/** Whether a task has to wait for the end of the time in which the case can be cancelled. */
export const isHeld = ({ irreversibleFrom }: Run, { kind }: Task, at: Date): boolean =>
  irreversibleFrom !== null && at < irreversibleFrom && natureOf(kind).isIrreversible

/** The first of them, or null. */
export const upNext = (run: Pick<Run, 'state' | 'tasks'>): Task | null => ready(run)[0] ?? null

/** Whether it was begun and may have changed what cannot be changed back; a person's step only once it is seen to be done. */
const hasLeftTraces = ({ kind, hasBegun, state }: Task): boolean =>
  hasBegun && natureOf(kind).isIrreversible && (!isGuided(kind) || state === 'done')

/** Whether cancelling would leave nothing half done: no irreversible task has begun. */
export const canCancel = ({ state, tasks }: Run): boolean =>
  (state === 'confirmed' || state === 'running' || state === 'needsAttention') && !tasks.some(hasLeftTraces)

/** Whether a connection can be taken out of a run: something of it is left to do, and nothing is being done about it. */
const canLeaveOut = ({ state, tasks }: Run, connectionId: string): boolean => {
  const left = tasks.filter((task) => task.connectionId === connectionId && !isOver(task))
  const isUnderWay = state === 'running' || state === 'needsAttention' || state === 'confirmed'
  return isUnderWay && left.length > 0 && left.every((task) => task.state !== 'running')
}

/**
 * What becomes of a run when something happens to it, or why that cannot be. Pure; the only way a run moves. A task
 * started again while it is running is the same task resumed by another worker.
 */
export const next = (run: Run, event: RunEvent): Outcome<Run, RunRefusal> => {
  if (event.kind === 'connectionReturned' || event.kind === 'returnsEnded') return returned(run, event.kind)
  if (run.state === 'finished' || run.state === 'reopened' || run.state === 'cancelled')
    return refused('caseEnded')
  switch (event.kind) {
    case 'taskStarted': {
      const task = taskAt(run, event.position)
      if (!task || !ready(run).includes(task)) return refused('notItsTurn')
      if (isHeld(run, task, event.at)) return refused('graceNotOver')
      if (!approvalStands(run.approval, run.planHash)) return refused('notApproved')
      return settled(run, { ...task, hasBegun: true }, 'running', null)
    }
    case 'taskDone':
      return leaveRunning(run, event.position, 'done', null)
    case 'taskSkipped': {
      const task = taskAt(run, event.position)
      if (task && !natureOf(task.kind).maySkip) return refused('cannotBeSkipped')
      return leaveRunning(run, event.position, 'skipped', event.reason)
    }
    case 'taskFailed':
      return leaveRunning(run, event.position, 'needsAttention', event.reason)
    case 'taskStopped':
      return stopped(run, event.position)
    case 'taskRetried':
      return retried(run, event.position)
    case 'remainderAccepted':
      return withoutRemainder(run, event.position)
    case 'taskStated':
      return stated(run, event.position)
    case 'connectionLeftOut':
      return leftOut(run, event.connectionId)
    case 'cancelled':
      return canCancel(run) ? done(calledOff(run)) : refused('tooLateToCancel')
    case 'accountsSettled':
      return run.state === 'awaitingAccount'
        ? done({ ...run, state: 'finished' })
        : refused('tokenNotGoneYet')
    default:
      return unknownEvent(event)
  }
}

/** What was under way is not done: the call that its worker may be in the middle of is recorded all the same. */
const calledOff = (run: Run): Run => ({
  ...run,
  state: 'cancelled',
  tasks: run.tasks.map((task) => (task.state === 'running' ? { ...task, state: 'waiting' } : task)),
})

/** Only a finished case is opened again: until then there is something to do about it anyway. */
const returned = (run: Run, what: 'connectionReturned' | 'returnsEnded'): Outcome<Run, RunRefusal> => {
  const [from, to] =
    what === 'connectionReturned' ? (['finished', 'reopened'] as const) : (['reopened', 'finished'] as const)
  return run.state === from ? done({ ...run, state: to }) : refused('nothingReturned')
}

const taskAt = (run: Run, position: number): Task | undefined =>
  run.tasks.find((task) => task.position === position)

const leaveRunning = (
  run: Run,
  position: number,
  state: TaskState,
  reason: string | null,
): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  return task?.state === 'running' ? settled(run, task, state, reason) : refused('taskNotRunning')
}

const stopped = (run: Run, position: number): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  return task?.state === 'running' && goesInParts(task.kind)
    ? settled(run, task, 'needsAttention', stoppedByMember)
    : refused('nothingToStop')
}

/** Waiting for a revocation that failed is of no use: then it is the revocation that is asked for again. */
const retried = (run: Run, position: number): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  if (task?.state !== 'needsAttention') return refused('nothingToRetry')
  const asksAgain = task.kind === 'awaitRevocation'
  const asked = asksAgain
    ? run.tasks.findLast(
        ({ kind, position: at, connectionId }) =>
          kind === 'revokeLicences' && at < position && connectionId === task.connectionId,
      )
    : undefined
  const again = (each: Task): Task =>
    each.position === position || each.position === asked?.position
      ? { ...each, state: 'waiting', reason: null }
      : each
  return done(withState({ ...run, tasks: run.tasks.map(again) }))
}

/**
 * A remainder is one step's, but of licences: both the revocation and the waiting for it are over then, whichever of
 * them got stuck.
 */
const withoutRemainder = (run: Run, position: number): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  if (task?.state !== 'needsAttention' || !canLeaveRemainder(task)) return refused('noRemainder')
  const accepted = (each: Task): Task =>
    each.position === task.position || (isOfRevocation(task) && isOfRevocation(each) && isWith(each, task))
      ? { ...each, state: 'skipped', reason: 'remainderAccepted' }
      : each
  return done(withState({ ...run, tasks: run.tasks.map(accepted) }))
}

const isOfRevocation = ({ kind, state }: Task): boolean =>
  (kind === 'revokeLicences' || kind === 'awaitRevocation') && state !== 'done'
const isWith = (each: Task, { connectionId }: Task): boolean => each.connectionId === connectionId

const stated = (run: Run, position: number): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  if (task?.state !== 'needsAttention' || !isStated(task.kind)) return refused('nothingToState')
  return settled(run, task, 'done', null)
}

/** The check that a left-out connection is gone is skipped with the rest: nothing says that it is. */
const leftOut = (run: Run, connectionId: string): Outcome<Run, RunRefusal> => {
  if (!canLeaveOut(run, connectionId)) return refused('nothingToLeaveOut')
  const without = (each: Task): Task =>
    each.connectionId === connectionId && !isOver(each)
      ? { ...each, state: 'skipped', reason: 'leftOut' }
      : each
  return done(withState({ ...run, tasks: run.tasks.map(without) }))
}

const settled = (run: Run, task: Task, state: TaskState, reason: string | null): Outcome<Run, never> => {
  const tasks = run.tasks.map((each) => (each.position === task.position ? { ...task, state, reason } : each))
  return done(withState({ ...run, tasks }))
}

const withState = (run: Run): Run => {
  if (run.tasks.every(isOver)) {
    // With nothing gone there is no account to speak of: the case is over, and stopped nothing.
    const isGone = run.tasks.some(({ kind, state }) => kind === 'checkGone' && state === 'done')
    return { ...run, state: isGone ? 'awaitingAccount' : 'finished' }
  }
  if (upNext({ ...run, state: 'running' })) return { ...run, state: 'running' }
  return { ...run, state: 'needsAttention' }
}

const unknownEvent = (event: never): never => {
  throw new TypeError(`an unknown event of a run: ${JSON.stringify(event)}`)
}
