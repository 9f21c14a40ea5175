import { type ApprovalFacts, approvalStands } from './approval.ts'
import type { RunState } from './run.ts'
import type { Task } from './task.ts'

/** The steps of a case, in order; each has a URL. */
export const stepIds = [
  'scope',
  'impact',
  'informing',
  'order',
  'approval',
  'access',
  'confirm',
  'run',
  'account',
  'done',
] as const
export type StepId = (typeof stepIds)[number]

export const isStepId = (text: string): text is StepId => stepIds.some((id) => id === text)

/** Everything the wizard's place depends on: saved answers and facts, nothing a browser knows. */
export type JourneyPlan = {
  state: 'draft' | RunState
  connectionIds: readonly string[]
  /** Hash of the facts as they are now; of the frozen plan once confirmed. Null while nothing is chosen. */
  planHash: string | null
  /** The hash whose impact was last read and accepted. */
  impactReadFor: string | null
  /** The hash for which it was said who is told. */
  informedFor: string | null
  /** The hash for which it was read in which order things are done. */
  orderReadFor: string | null
  approval: ApprovalFacts | null
  /** Something in scope is ended by calls that write; the push certificate is ended by people alone. */
  needsAccess: boolean
  /** Write access was entered for every tenant in scope that needs it, and not forgotten. */
  hasAccess: boolean
  tasks: readonly Pick<Task, 'kind' | 'state'>[]
}

type Step = {
  id: StepId
  applies(plan: JourneyPlan): boolean
  answered(plan: JourneyPlan): boolean
  /** It waits for somebody else, or for something to be put right. */
  isBlocked?(plan: JourneyPlan): boolean
}

const always = () => true
/** Called off once it ran, a case keeps what was done and stands at its run; called off before, where it was. */
const isConfirmed = ({ state, tasks }: JourneyPlan): boolean =>
  state !== 'draft' && (state !== 'cancelled' || tasks.length > 0)
const isOver = ({ state }: JourneyPlan): boolean => state === 'finished' || state === 'reopened'
/** Over, with everything left out: no account is behind what it ended. */
const endedNothing = (plan: JourneyPlan): boolean =>
  isOver(plan) && !plan.tasks.some(({ kind, state }) => kind === 'checkGone' && state === 'done')
const hasEnded = (plan: JourneyPlan): boolean => plan.state === 'awaitingAccount' || isOver(plan)

/** An answer to an earlier state of the facts is no answer: changing the scope undoes what was built on it. */
const steps: readonly Step[] = [
  { id: 'scope', applies: always, answered: ({ connectionIds }) => connectionIds.length > 0 },
  {
    id: 'impact',
    applies: always,
    answered: (plan) => isConfirmed(plan) || (plan.planHash !== null && plan.impactReadFor === plan.planHash),
  },
  {
    id: 'informing',
    applies: always,
    answered: (plan) => isConfirmed(plan) || (plan.planHash !== null && plan.informedFor === plan.planHash),
  },
  {
    id: 'order',
    applies: always,
    answered: (plan) => isConfirmed(plan) || (plan.planHash !== null && plan.orderReadFor === plan.planHash),
  },
  {
    id: 'approval',
    applies: always,
    answered: (plan) =>
      isConfirmed(plan) || (plan.planHash !== null && approvalStands(plan.approval, plan.planHash)),
    isBlocked: ({ approval, planHash }) =>
      approval?.decision === 'rejected' && approval.planHash === planHash,
  },
  {
    id: 'access',
    applies: ({ needsAccess }) => needsAccess,
    answered: (plan) => isConfirmed(plan) || plan.hasAccess,
  },
  { id: 'confirm', applies: always, answered: isConfirmed },
  {
    id: 'run',
    applies: always,
    answered: hasEnded,
    isBlocked: ({ state, tasks }) =>
      state === 'needsAttention' || tasks.some((task) => task.state === 'needsAttention'),
  },
  { id: 'account', applies: (plan) => !endedNothing(plan), answered: isOver },
  {
    id: 'done',
    applies: always,
    answered: ({ state }) => state === 'finished',
    isBlocked: ({ state }) => state === 'reopened',
  },
]

/** `notDone`: of a case that was called off, what nobody did and nobody will. */
export type JourneyStepStatus = 'done' | 'current' | 'upcoming' | 'blocked' | 'notDone'
export type JourneyStep = { id: StepId; status: JourneyStepStatus }
export type Journey = {
  steps: readonly JourneyStep[]
  current: StepId
  canVisit(id: StepId): boolean
}

/**
 * Where a case stands: each step's status and the one it is at. A step can be visited once all before it are
 * answered, so a bookmark, the Back button and a colleague's laptop all lead somewhere sensible.
 */
export const journey = (plan: JourneyPlan): Journey => {
  const path = steps.filter((step) => step.applies(plan))
  const open = path.findIndex((step) => !step.answered(plan))
  const at = open === -1 ? path.length - 1 : open
  const current = path[at]?.id ?? 'scope'
  return {
    steps: path.map((step, index) => ({ id: step.id, status: statusOf(step, index - at, plan) })),
    current,
    canVisit: (id) => path.slice(0, at + 1).some((step) => step.id === id),
  }
}

const statusOf = (step: Step, distance: number, plan: JourneyPlan): JourneyStepStatus => {
  if (distance < 0) return 'done'
  if (plan.state === 'cancelled') return 'notDone'
  if (distance > 0) return 'upcoming'
  if (step.isBlocked?.(plan)) return 'blocked'
  return step.id === 'done' ? 'done' : 'current'
}
