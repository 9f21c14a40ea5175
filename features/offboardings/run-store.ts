import type { Transaction } from '#adapters/db.ts'
import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Run } from '#domain/offboarding/run.ts'
import type { Task, TaskKind } from '#domain/offboarding/task.ts'
import type { StoredTask } from './case.ts'
import type { TaskProgress } from './stored.ts'

/** Tasks that wait for Microsoft: all they keep is how long they have been at it. */
const waits: ReadonlySet<TaskKind> = new Set(['awaitRevocation', 'unassignDevices', 'checkGone'])

/** What was asked of Microsoft stays known. */
const patienceAnew = ({ kind, progress }: StoredTask): TaskProgress => {
  const { faults: _, again: __, saidAt: ___, pausedUntil: ____, ...kept } = progress
  return waits.has(kind) ? {} : kept
}

const isOver = ({ state }: Task): boolean => state === 'done' || state === 'skipped'

/** Writes the difference between two states of a run; `values` belong to the sentence of a task that just failed. */
export const saveRun = async (
  tx: Transaction,
  offboardingId: string,
  before: readonly StoredTask[],
  after: Run,
  values: Record<string, string | number> = {},
): Promise<void> => {
  const now = new Date()
  for (const task of after.tasks) {
    const was = before.find(({ position }) => position === task.position)
    if (!was) continue
    const starts = task.state === 'running'
    if (!starts && was.state === task.state) continue
    await tx.offboardingTask.updateMany({
      where: { offboardingId, position: task.position },
      data: {
        state: task.state,
        reason: task.reason,
        reasonValues: task.state === 'needsAttention' ? values : {},
        // The latest try: a person who waits for it is told when that was.
        startedAt: starts ? now : (was.startedAt ?? (task.hasBegun ? now : null)),
        finishedAt: isOver(task) ? now : null,
        ...(starts ? { attempts: { increment: 1 } } : {}),
        ...(task.state === 'waiting' ? { progress: patienceAnew(was) } : {}),
      },
    })
  }
  const ended = after.state === 'finished' ? { finishedAt: now } : {}
  await tx.offboarding.updateMany({ where: { id: offboardingId }, data: { state: after.state, ...ended } })
}

/**
 * Notes how far a task has come, so that another worker can go on from there. A bookmark, not a fact: it is the one
 * thing of a case that is written without an audit event. False, and nothing noted, once the task was stopped or its case
 * called off.
 */
export const bookmark = async (
  actor: Actor,
  offboardingId: string,
  position: number,
  progress: TaskProgress,
): Promise<boolean> => {
  const { count } = await inOrganisation(actor.organisationId, (tx) =>
    tx.offboardingTask.updateMany({
      where: underWay(offboardingId, position),
      data: { progress },
    }),
  )
  return count > 0
}

const underWay = (offboardingId: string, position: number) => ({
  ...{ offboardingId, position, state: 'running' },
  offboarding: { state: 'running' },
})

/** Whether a task is still to be carried out: nobody has stopped it or called its case off. */
export const isUnderWay = async (actor: Actor, offboardingId: string, position: number): Promise<boolean> => {
  const count = await inOrganisation(actor.organisationId, (tx) =>
    tx.offboardingTask.count({ where: underWay(offboardingId, position) }),
  )
  return count > 0
}
