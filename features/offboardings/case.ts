import type { Transaction } from '#adapters/db.ts'
import type { ApprovalFacts } from '#domain/offboarding/approval.ts'
import type { Impact } from '#domain/offboarding/impact.ts'
import type { Informing } from '#domain/offboarding/informing.ts'
import { type Journey, journey } from '#domain/offboarding/journey.ts'
import { type Plan, type PlanCounts, planHash } from '#domain/offboarding/plan.ts'
import type { Run, RunState } from '#domain/offboarding/run.ts'
import { isEndedByHand, type Task } from '#domain/offboarding/task.ts'
import { Missing } from '#domain/outcome.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { accessOf } from './access.ts'
import { factsOf } from './facts.ts'
import {
  caseState,
  chosenConnections,
  decision,
  frozenPlan,
  impactAnswer,
  informingAnswer,
  opinion,
  orderAnswer,
  reasonValues,
  type TaskProgress,
  taskKind,
  taskProgress,
  taskState,
} from './stored.ts'

export type Approval = ApprovalFacts & {
  id: string
  askedByName: string
  askedAt: Date
  decidedByName: string | null
  decidedAt: Date | null
  note: string | null
  opinions: Opinion[]
}

/** What somebody said of the plan without deciding it. */
export type Opinion = { id: string; opinion: 'agrees' | 'objects'; note: string | null; by: string; at: Date }

export type StoredTask = Task & {
  attempts: number
  startedAt: Date | null
  finishedAt: Date | null
  values: Record<string, string | number>
  progress: TaskProgress
}

/** A case with everything its place and its run follow from. */
export type Case = {
  id: string
  state: 'draft' | RunState
  version: number
  startedBy: string
  startedByName: string
  startedAt: Date
  confirmedBy: string | null
  confirmedAt: Date | null
  cancelledBy: string | null
  cancelledAt: Date | null
  finishedAt: Date | null
  /** Until then nothing irreversible is done; null where nothing is held back, and before it is confirmed. */
  irreversibleFrom: Date | null
  connectionIds: string[]
  /** As the last reading has them; those of the moment it was confirmed from then on. */
  plan: Plan
  impact: Impact
  /** Null while nothing is chosen. */
  planHash: string | null
  /** The counts that were read and accepted, while they still stand. */
  agreed: PlanCounts | null
  /** Who is told, as was last said; null while it was not. */
  informing: Informing | null
  approval: Approval | null
  /** By whom it was approved before that, and when: what had changed since is why it was asked about again. */
  lapsed: { by: string; at: Date } | null
  tasks: StoredTask[]
  journey: Journey
}

/** Loads a case of this organisation; throws Missing for any other id. */
export const loadCase = async (tx: Transaction, id: string, now: Date): Promise<Case> => {
  const row = await tx.offboarding.findFirst({
    where: { id },
    include: {
      answers: { select: { step: true, answer: true } },
      approvals: {
        orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
        include: { opinions: { orderBy: { givenAt: 'asc' } } },
      },
      tasks: { orderBy: { position: 'asc' } },
    },
  })
  if (!row) throw new Missing('offboarding')
  const answerTo = (step: string): unknown => row.answers.find((answer) => answer.step === step)?.answer
  const frozen = row.plan === null ? null : frozenPlan.parse(row.plan)
  const connectionIds = chosenConnections(answerTo('scope'))
  const { plan, impact } = frozen ?? (await factsOf(tx, connectionIds, now))

  const read = impactAnswer.safeParse(answerTo('impact'))
  const hash =
    connectionIds.length === 0
      ? null
      : (frozen?.hash ?? planHash(plan, read.success ? read.data.counts : plan.counts))
  const impactReadFor = read.success ? read.data.planHash : null
  const informing = informingAnswer.safeParse(answerTo('informing')).data ?? null
  const order = orderAnswer.safeParse(answerTo('order')).data ?? null
  const [last, ...earlier] = row.approvals
  const before = earlier.find((each) => each.decision === 'approved')
  const approval = last && {
    ...last,
    // Of no plan any more.
    planHash: last.voidedAt === null ? last.planHash : '',
    decision: decision.parse(last.decision),
    opinions: last.opinions.map(({ id: opinionId, opinion: said, note, givenByName: by, givenAt: at }) => ({
      id: opinionId,
      opinion: opinion.parse(said),
      ...{ note, by, at },
    })),
  }
  const state = caseState.parse(row.state)
  const tasks = row.tasks.map(
    (task): StoredTask => ({
      position: task.position,
      connectionId: task.connectionId,
      connectionKind: kindIn(plan, task.connectionId),
      kind: taskKind.parse(task.kind),
      state: taskState.parse(task.state),
      reason: task.reason,
      hasBegun: task.startedAt !== null,
      attempts: task.attempts,
      startedAt: task.startedAt,
      finishedAt: task.finishedAt,
      values: reasonValues.parse(task.reasonValues ?? {}),
      progress: taskProgress.parse(task.progress ?? {}),
    }),
  )
  const written = tenantLinksOf(plan)
  const access = await accessOf(tx, id, written)
  return {
    id: row.id,
    state,
    version: row.version,
    startedBy: row.startedBy,
    startedByName: row.startedByName,
    startedAt: row.startedAt,
    confirmedBy: row.confirmedBy,
    confirmedAt: row.confirmedAt,
    cancelledBy: row.cancelledBy,
    cancelledAt: row.cancelledAt,
    finishedAt: row.finishedAt,
    irreversibleFrom: row.irreversibleFrom,
    connectionIds,
    plan,
    impact,
    planHash: hash,
    agreed: read.success && impactReadFor === hash ? read.data.counts : null,
    informing: informing && { groups: informing.groups, note: informing.note },
    approval: approval ?? null,
    lapsed: before?.decidedAt ? { by: before.decidedByName ?? '', at: before.decidedAt } : null,
    tasks,
    journey: journey({
      state,
      connectionIds,
      planHash: hash,
      impactReadFor,
      informedFor: informing?.planHash ?? null,
      orderReadFor: order?.planHash ?? null,
      approval: approval ?? null,
      tasks,
      needsAccess: connectionIds.length === 0 || written.length > 0,
      hasAccess: access.every(({ entered }) => entered !== null),
    }),
  }
}

/**
 * Loads a case to change it: locked until the transaction ends, so that two people, or a person and the worker, take
 * turns. Compare `version` with the one the page showed before saving on top of it.
 */
export const lockCase = async (tx: Transaction, id: string, now: Date): Promise<Case> => {
  await tx.$queryRaw`select 1 from offboarding where id = ${id}::uuid for update`
  return loadCase(tx, id, now)
}

/** Tells later savers that the case changed under them. */
export const touchCase = async (tx: Transaction, { id }: Case): Promise<void> => {
  await tx.offboarding.updateMany({ where: { id }, data: { version: { increment: 1 } } })
}

type Checked = { tasks: readonly Pick<StoredTask, 'kind' | 'state' | 'reason' | 'connectionId'>[] }

/** What a case itself saw to be gone; what it left out another one may end. */
export const endedIn = ({ tasks }: Checked): string[] =>
  tasks.flatMap(({ kind, state, connectionId }) =>
    kind === 'checkGone' && state === 'done' ? connectionId : [],
  )

export const leftOutOf = ({ tasks }: Checked): ReadonlySet<string> =>
  new Set(tasks.flatMap(({ reason, connectionId }) => (reason === 'leftOut' ? connectionId : [])))

/** When the last of what a task had removed was seen to go, as far as it was kept. */
export const goneAt = ({ progress, finishedAt, startedAt }: StoredTask): Date =>
  progress.movedAt === undefined ? (finishedAt ?? startedAt ?? new Date(0)) : new Date(progress.movedAt)

/** The tenants a plan writes to, by the links they are read through. */
export const tenantLinksOf = ({ connections }: Plan): string[] => [
  ...new Set(connections.flatMap(({ kind, tenantLinkId }) => (isEndedByHand(kind) ? [] : tenantLinkId))),
]

/** Which kinds of connection of a tenant a plan ends. */
export const kindsOf = ({ connections }: Plan, tenantLinkId: string): Set<ConnectionKind> =>
  new Set(connections.flatMap((each) => (each.tenantLinkId === tenantLinkId ? each.kind : [])))

const kindIn = ({ connections }: Plan, connectionId: string): ConnectionKind => {
  const planned = connections.find(({ id }) => id === connectionId)
  if (!planned) throw new Error('a task of another plan')
  return planned.kind
}

/** The doing half of a case, as the pure machine knows it. */
export const runOf = ({ state, planHash: hash, approval, tasks, irreversibleFrom }: Case): Run | null =>
  state === 'draft' || hash === null ? null : { state, planHash: hash, approval, tasks, irreversibleFrom }
