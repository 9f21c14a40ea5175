import { done, type Outcome, refused } from '../outcome.ts'
import { type ApprovalFacts, approvalStands } from './approval.ts'
import { natureOf, type SkipReason, type Task, type TaskState } from './task.ts'

export const runStates = [
  'confirmed',
  'running',
  'needsAttention',
  'awaitingAccount',
  'finished',
  'cancelled',
] as const
export type RunState = (typeof runStates)[number]

/** A confirmed case: its frozen plan's hash, the approval it runs on, and its tasks in order. */
export type Run = {
  state: RunState
  planHash: string
  approval: ApprovalFacts | null
  tasks: readonly Task[]
}

export type RunEvent =
  | { kind: 'taskStarted'; position: number }
  | { kind: 'taskDone'; position: number }
  | { kind: 'taskSkipped'; position: number; reason: Exclude<SkipReason, 'remainderAccepted'> }
  | { kind: 'taskFailed'; position: number; reason: string }
  | { kind: 'taskRetried'; position: number }
  | { kind: 'remainderAccepted'; position: number }
  | { kind: 'cancelled' }
  | { kind: 'accountDeleted' }
  | { kind: 'accountKept' }

export const runRefusals = [
  'notApproved',
  'caseEnded',
  'notItsTurn',
  'taskNotRunning',
  'nothingToRetry',
  'cannotBeSkipped',
  'noRemainder',
  'tooLateToCancel',
  'tokenNotGoneYet',
] as const
export type RunRefusal = (typeof runRefusals)[number]

const isOver = ({ state }: Task): boolean => state === 'done' || state === 'skipped'

/** The task to work on now, or null. A task that needs attention holds up its own branch only. */
export const upNext = ({ state, tasks }: Run): Task | null => {
  if (state !== 'confirmed' && state !== 'running' && state !== 'needsAttention') return null
  return tasks.find((task) => isOpen(task) && branchBefore(tasks, task).every(isOver)) ?? null
}

const isOpen = ({ state }: Task): boolean => state === 'waiting' || state === 'running'

const branchBefore = (tasks: readonly Task[], { connectionId, position }: Task): Task[] =>
  tasks.filter((other) => other.connectionId === connectionId && other.position < position)

/** Whether cancelling would leave nothing half done: no irreversible task has begun. */
export const canCancel = ({ state, tasks }: Run): boolean =>
  (state === 'confirmed' || state === 'running' || state === 'needsAttention') &&
  tasks.every(({ kind, hasBegun }) => !hasBegun || !natureOf(kind).isIrreversible)

/**
 * What becomes of a run when something happens to it, or why that cannot be. Pure; the only way a run moves. A task
 * started again while it is running is the same task resumed by another worker.
 */
export const next = (run: Run, event: RunEvent): Outcome<Run, RunRefusal> => {
  if (run.state === 'finished' || run.state === 'cancelled') return refused('caseEnded')
  switch (event.kind) {
    case 'taskStarted': {
      const task = taskAt(run, event.position)
      if (!task || upNext(run)?.position !== task.position) return refused('notItsTurn')
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
    case 'taskRetried':
      return retried(run, event.position)
    case 'remainderAccepted':
      return withoutRemainder(run, event.position)
    case 'cancelled':
      return canCancel(run) ? done({ ...run, state: 'cancelled' }) : refused('tooLateToCancel')
    case 'accountDeleted':
    case 'accountKept':
      return run.state === 'awaitingAccount'
        ? done({ ...run, state: 'finished' })
        : refused('tokenNotGoneYet')
    default:
      return unknownEvent(event)
  }
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

/** Both the revocation and the waiting for it are over then, whichever of them got stuck. */
const withoutRemainder = (run: Run, position: number): Outcome<Run, RunRefusal> => {
  const task = taskAt(run, position)
  if (task?.state !== 'needsAttention' || !natureOf(task.kind).mayLeaveRemainder)
    return refused('noRemainder')
  const accepted = (each: Task): Task =>
    each.connectionId === task.connectionId && natureOf(each.kind).mayLeaveRemainder && !isOver(each)
      ? { ...each, state: 'skipped', reason: 'remainderAccepted' }
      : each
  return done(withState({ ...run, tasks: run.tasks.map(accepted) }))
}

const settled = (run: Run, task: Task, state: TaskState, reason: string | null): Outcome<Run, never> => {
  const tasks = run.tasks.map((each) => (each.position === task.position ? { ...task, state, reason } : each))
  return done(withState({ ...run, tasks }))
}

const withState = (run: Run): Run => {
  if (run.tasks.every(isOver)) return { ...run, state: 'awaitingAccount' }
  if (upNext({ ...run, state: 'running' })) return { ...run, state: 'running' }
  return { ...run, state: 'needsAttention' }
}

const unknownEvent = (event: never): never => {
  throw new TypeError(`an unknown event of a run: ${JSON.stringify(event)}`)
}
