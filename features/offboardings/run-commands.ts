import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { nameToType } from '#domain/offboarding/plan.ts'
import { next, type RunRefusal, upNext } from '#domain/offboarding/run.ts'
import { tasksOf } from '#domain/offboarding/task.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { lockCase, runOf, touchCase } from './case.ts'
import { saveRun } from './run-store.ts'
import { whyNotInScope } from './scope.ts'

const hourMs = 3_600_000

/** Names with accents may be typed composed or decomposed; both are the same name. */
const plain = (text: string) => text.normalize('NFC').trim()

export type ConfirmReason =
  | 'changedMeanwhile'
  | 'alreadyConfirmed'
  | 'notThisStepYet'
  | 'nameDiffers'
  | 'ownApproval'
  | 'alreadyBeingEnded'
  | 'alreadyStopped'

/**
 * Freezes the plan into tasks and hands them to the worker. `typed` must be what `nameToType` says; whoever approved the
 * plan does not also set it off. For `grace` hours nothing is done that cannot be undone.
 */
export const confirmOffboarding = async (
  actor: Actor,
  offboardingId: string,
  { version, typed, grace = 0 }: { version: number; typed: string; grace?: number },
): Promise<Outcome<null, ConfirmReason>> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    if (found.version !== version) return refused('changedMeanwhile')
    const { plan, planHash, connectionIds, approval } = found
    if (found.state !== 'draft') return refused('alreadyConfirmed')
    if (planHash === null || found.journey.current !== 'confirm') return refused('notThisStepYet')
    if (actor.id !== null && actor.id === approval?.decidedBy) return refused('ownApproval')
    const { name } = await tx.organisation.findFirstOrThrow({ select: { name: true } })
    if (plain(typed) !== plain(nameToType(plan.connections, name))) return refused('nameDiffers')
    const refusal = await whyNotInScope(tx, connectionIds, offboardingId)
    if (refusal) return refusal

    await tx.offboarding.updateMany({
      where: { id: offboardingId },
      data: {
        state: 'confirmed',
        plan: { plan, hash: planHash, impact: found.impact },
        confirmedBy: actor.name,
        confirmedAt: new Date(),
        irreversibleFrom: grace > 0 ? new Date(Date.now() + grace * hourMs) : null,
      },
    })
    await tx.offboardingConnection.createMany({
      data: connectionIds.map((connectionId) => ({ organisationId, offboardingId, connectionId })),
    })
    await tx.offboardingTask.createMany({
      data: tasksOf(plan).map(({ position, connectionId, kind }) => ({
        organisationId,
        offboardingId,
        position,
        connectionId,
        kind,
      })),
    })
    await touchCase(tx, found)
    record({
      kind: 'offboarding.confirmed',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { planHash, connections: connectionIds.length, graceHours: grace },
    })
    await enqueue(tx, 'runOffboarding', { organisationId, offboardingId })
    return done(null)
  })
}

/** Tries a task again that needed attention; each reads the state first, so what was done is not done twice. */
export const retryTask = async (
  actor: Actor,
  offboardingId: string,
  position: number,
): Promise<Outcome<null, RunRefusal | 'notConfirmed'>> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, offboardingId, new Date())
    const run = runOf(found)
    if (!run) return refused('notConfirmed')
    const retried = next(run, { kind: 'taskRetried', position })
    if (!retried.ok) return retried
    await saveRun(tx, offboardingId, found.tasks, retried.value)
    const task = found.tasks.find((each) => each.position === position)
    record({
      kind: 'offboarding.retried',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { task: task?.kind ?? null, position },
    })
    await enqueue(tx, 'runOffboarding', { organisationId, offboardingId })
    return done(null)
  })
}

/** Hands a case to the worker again whose job was lost: harmless when it was not, for jobs of a case take turns. */
export const resumeOffboarding = async (
  actor: Actor,
  offboardingId: string,
): Promise<Outcome<null, 'nothingToResume'>> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const run = runOf(await lockCase(tx, offboardingId, new Date()))
    const task = run && upNext(run)
    if (!task) return refused('nothingToResume')
    record({
      kind: 'offboarding.retried',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { task: task.kind, position: task.position },
    })
    await enqueue(tx, 'runOffboarding', { organisationId, offboardingId })
    return done(null)
  })
}
