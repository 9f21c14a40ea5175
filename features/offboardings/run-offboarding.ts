import { inOrganisation } from '#adapters/db.ts'
import { openEffects } from '#adapters/graph/effects.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import { log } from '#adapters/log.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import { next, upNext } from '#domain/offboarding/run.ts'
import type { TaskKind } from '#domain/offboarding/task.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { openRegistration } from '#features/organisations/tenant-link.ts'
import { requestReading } from '#features/readings/commands.ts'
import { accessOf } from './access.ts'
import { type Case, loadCase, lockCase, runOf, type StoredTask } from './case.ts'
import { enrolmentTokenTasks } from './enrolment-token-tasks.ts'
import { locationTokenTasks } from './location-token-tasks.ts'
import { prove, settle } from './run-record.ts'
import { bookmark, saveRun } from './run-store.ts'
import type { TaskProgress } from './stored.ts'
import type { TaskContext, TaskFailure, TaskResult } from './task-context.ts'
import { tokenTasks } from './token-tasks.ts'

/** How each task is carried out. */
const tasks: Record<TaskKind, (context: TaskContext) => Promise<TaskResult>> = {
  ...locationTokenTasks,
  ...enrolmentTokenTasks,
  ...tokenTasks,
}

type Turn = {
  task: StoredTask
  connection: PlannedConnection
  revocation: TaskProgress
}

/**
 * Carries a confirmed case out, task by task: a task is marked running, the call to Microsoft happens between
 * transactions, and what came back is recorded together with the task's new state. Safe to run again at any point:
 * each task reads the state first. Throws when interrupted, so that the queue hands the job to the next worker.
 */
export const runOffboarding = async (
  actor: Actor,
  offboardingId: string,
  { signal, now = () => new Date() }: { signal: AbortSignal; now?: () => Date },
): Promise<void> => {
  demand(actor, 'offboardings:run')
  for (;;) {
    signal.throwIfAborted()
    const turn = await takeTurn(actor, offboardingId, now)
    if (!turn) return
    const result = await carryOut(actor, offboardingId, turn, signal, now)
    if (result.kind === 'failed' && result.reason === 'cancelled') {
      signal.throwIfAborted()
    }
    if (result.kind === 'stopped') return
    if (result.kind === 'later')
      return lookLater(actor, offboardingId, new Date(now().getTime() + result.afterMs))
    const state = await settle(actor, offboardingId, turn, result, now)
    if (state === null) return
    if (turn.task.kind === 'checkGone' && result.kind === 'done') await readAgain(actor)
  }
}

/** The worker has tried for the last time: the task says so and waits for somebody, who may try it again. */
export const giveUpOffboarding = async (actor: Actor, offboardingId: string): Promise<void> => {
  const now = () => new Date()
  const turn = await takeTurn(actor, offboardingId, now)
  if (!turn) return
  await settle(actor, offboardingId, turn, { kind: 'failed', reason: 'givenUp', values: {}, proofs: [] }, now)
}

/**
 * The next task, marked as running; null when there is none, because the case waits, ended or needs somebody. A task
 * that is running already is taken up again as it stands.
 */
const takeTurn = async (actor: Actor, offboardingId: string, now: () => Date): Promise<Turn | null> => {
  const begun = await inOrganisation(actor.organisationId, async (tx) => {
    const found = await loadCase(tx, offboardingId, now())
    return turnOf(found)
  })
  if (!begun || begun.task.state === 'running') return begun
  const taken = await change(actor, async ({ tx, record }): Promise<Outcome<Turn, 'nothingToDo'>> => {
    const found = await lockCase(tx, offboardingId, now())
    const run = runOf(found)
    const turn = turnOf(found)
    if (!run || !turn) return refused('nothingToDo')
    const { kind, position, attempts } = turn.task
    const started = next(run, { kind: 'taskStarted', position })
    if (!started.ok) throw new Error(`a confirmed case refuses its next task: ${started.reason}`)
    await saveRun(tx, offboardingId, found.tasks, started.value)
    record({
      kind: 'offboarding.taskStarted',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { task: kind, position, attempt: attempts + 1 },
    })
    return done(turn)
  })
  return taken.ok ? taken.value : null
}

const turnOf = (found: Case): Turn | null => {
  const run = runOf(found)
  const position = run ? upNext(run)?.position : undefined
  const task = found.tasks.find((each) => each.position === position)
  if (!task) return null
  const connection = found.plan.connections.find(({ id }) => id === task.connectionId)
  if (!connection) throw new Error('a task of another plan')
  const asked = found.tasks.find(
    ({ kind, connectionId }) => kind === 'revokeLicences' && connectionId === task.connectionId,
  )
  return { task, connection, revocation: asked?.progress ?? {} }
}

const carryOut = async (
  actor: Actor,
  offboardingId: string,
  { task, connection, revocation }: Turn,
  signal: AbortSignal,
  now: () => Date,
): Promise<TaskResult> => {
  const opened = await openWrites(actor, offboardingId, connection, signal)
  if (!opened.ok) return { kind: 'failed', reason: opened.reason, values: opened.values ?? {}, proofs: [] }
  const context: TaskContext = {
    ...opened.value,
    connection,
    revocation,
    now,
    progress: task.progress,
    wasBegun: task.hasBegun,
    isResumed: task.state === 'running',
    bookmark: async (progress) => {
      await bookmark(actor, offboardingId, task.position, progress)
    },
    prove: (proof, progress) => prove(actor, offboardingId, task, proof, progress),
  }
  return tasks[task.kind](context)
}

const openWrites = async (
  actor: Actor,
  offboardingId: string,
  { tenantLinkId }: PlannedConnection,
  signal: AbortSignal,
): Promise<Outcome<Pick<TaskContext, 'tenant' | 'effects'>, TaskFailure>> => {
  const { organisationId } = actor
  const registration = await inOrganisation(organisationId, async (tx) => {
    const access = await accessOf(tx, offboardingId, [tenantLinkId])
    const entered = access[0]?.entered
    if (!entered) return refused('noWriteAccess')
    return openRegistration(tx, organisationId, entered.link)
  })
  if (!registration.ok) return registration
  const tenant = await openTenant({ ...registration.value, signal })
  if (!tenant.ok) return tenant
  const effects = await openEffects({ ...registration.value, signal })
  if (!effects.ok) return effects
  return done({ tenant: tenant.value, effects: effects.value })
}

const lookLater = (actor: Actor, offboardingId: string, at: Date): Promise<void> =>
  inOrganisation(actor.organisationId, (tx) =>
    enqueue(tx, 'runOffboarding', { organisationId: actor.organisationId, offboardingId }, { at }),
  )

/** The inventory should tell the new state soon. A reading under way, or none to be had, is no fault of the case. */
const readAgain = async (actor: Actor): Promise<void> => {
  const outcome = await requestReading(actor)
  if (!outcome.ok) log.info({ reason: outcome.reason }, 'no reading after an offboarding')
}
