import { log } from '#adapters/log.ts'
import type { Actor } from '#domain/actor.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import { next, type RunEvent, type RunState } from '#domain/offboarding/run.ts'
import { done } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { forgetAccess } from './access.ts'
import { loadCase, lockCase, runOf, type StoredTask } from './case.ts'
import { keepProofs, type Proof } from './evidence.ts'
import { finishIfSettled } from './finish-settled.ts'
import { saveRun } from './run-store.ts'
import type { TaskProgress } from './stored.ts'
import type { TaskResult } from './task-context.ts'

/** Records one effect. It happened, so it is recorded even if the case was cancelled, or the task stopped, meanwhile. */
export const prove = async (
  actor: Actor,
  offboardingId: string,
  task: StoredTask,
  proof: Proof,
  progress: TaskProgress,
): Promise<boolean> => {
  const recorded = await change(actor, async ({ tx, record }) => {
    const [row] = await tx.$queryRaw<{ state: RunState }[]>`
      select state from offboarding where id = ${offboardingId}::uuid for update`
    const running = { offboardingId, position: task.position, state: 'running' }
    const isRunning = (await tx.offboardingTask.count({ where: running })) > 0
    await keepProofs(tx, actor, offboardingId, task, [proof])
    await tx.offboardingTask.updateMany({
      where: { offboardingId, position: task.position },
      data: { progress },
    })
    record({
      kind: 'offboarding.effectRecorded',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { task: task.kind, position: task.position, what: proof.what, status: proof.call.status },
    })
    return done(row?.state === 'running' && isRunning)
  })
  return recorded.ok && recorded.value
}

const eventOf = (result: Exclude<TaskResult, { kind: 'later' | 'stopped' }>, position: number): RunEvent => {
  switch (result.kind) {
    case 'done':
      return { kind: 'taskDone', position }
    case 'skipped':
      return { kind: 'taskSkipped', position, reason: result.reason }
    case 'failed':
      return { kind: 'taskFailed', position, reason: result.reason }
  }
}

/** Records what a task came to; of a case that ended while it was under way, what happened, and no new state. */
export const settle = async (
  actor: Actor,
  offboardingId: string,
  { task, connection }: { task: StoredTask; connection: PlannedConnection },
  result: Exclude<TaskResult, { kind: 'later' | 'stopped' }>,
  now: () => Date,
): Promise<void> => {
  await change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, now())
    const run = runOf(found)
    if (!run) throw new Error('a task of a case that was never confirmed')
    const evidenceIds = await keepProofs(tx, actor, offboardingId, task, result.proofs)
    record({
      kind: result.kind === 'failed' ? 'offboarding.taskFailed' : 'offboarding.taskFinished',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: {
        task: task.kind,
        position: task.position,
        outcome: result.kind,
        reason: result.kind === 'done' ? null : result.reason,
      },
    })
    const after = next(run, eventOf(result, task.position))
    // Cancelled meanwhile: what happened is recorded, the run does not move.
    if (!after.ok) return done(null)
    await saveRun(tx, offboardingId, found.tasks, after.value, result.kind === 'failed' ? result.values : {})
    if (task.kind === 'checkGone' && result.kind === 'done') {
      await tx.disablement.createMany({
        data: {
          organisationId: actor.organisationId,
          connectionId: connection.id,
          offboardingId,
          observedAt: now(),
          evidenceId: evidenceIds[0] ?? null,
        },
        skipDuplicates: true,
      })
      record({
        kind: 'connection.disabled',
        subject: { kind: 'connection', id: connection.id },
        facts: { offboardingId },
      })
    }
    // Nothing is left to write in the tenant, so nobody keeps the means to.
    if (after.value.state === 'awaitingAccount' || after.value.state === 'finished')
      await forgetAccess(tx, record, offboardingId)
    // Another case may have brought the word on the account already.
    if (after.value.state === 'awaitingAccount')
      await finishIfSettled(tx, record, await loadCase(tx, offboardingId, now()))
    return done(null)
  })
  if (result.kind === 'failed')
    log.warn({ offboardingId, task: task.kind, reason: result.reason }, 'task needs attention')
}
