import { inOrganisation } from '#adapters/db.ts'
import { openEffects } from '#adapters/graph/effects.ts'
import { type OpenTenant, openTenant } from '#adapters/graph/tenant-reader.ts'
import { log } from '#adapters/log.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { handBackMs, pauseToTellMs, restsUntil } from '#domain/offboarding/patience.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import { isHeld, next, ready } from '#domain/offboarding/run.ts'
import { isEndedByHand } from '#domain/offboarding/task.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { openRegistration } from '#features/organisations/tenant-link.ts'
import { requestReading } from '#features/readings/commands.ts'
import { accessOf } from './access.ts'
import { type Case, loadCase, lockCase, runOf, type StoredTask } from './case.ts'
import { assignmentPieces } from './evidence.ts'
import { managedReader } from './managed-now.ts'
import { orLater } from './passing-faults.ts'
import { prove, settle } from './run-record.ts'
import { bookmark, isUnderWay, saveRun } from './run-store.ts'
import type { TaskProgress } from './stored.ts'
import type { TaskContext, TaskFailure, TaskResult } from './task-context.ts'
import { tasks } from './tasks.ts'

type Turn = {
  task: StoredTask
  connection: PlannedConnection
  revocation: TaskProgress
}

/** What to do about a case now: a task's turn, or nothing before a moment. Null where it needs somebody, or ended. */
type Upcoming = { turn: Turn } | { at: Date } | null

/**
 * Carries a confirmed case out, task by task: a task is marked running, the call to Microsoft happens between
 * transactions, and what came back is recorded together with the task's new state. Connections of one phase take turns:
 * while one waits for Microsoft, the next goes on. Safe to run again at any point: each task reads the state first.
 * Throws when interrupted, so that the queue hands the job to the next worker.
 */
export const runOffboarding = async (
  actor: Actor,
  offboardingId: string,
  { signal, now = () => new Date() }: { signal: AbortSignal; now?: () => Date },
): Promise<void> => {
  demand(actor, 'offboardings:run')
  const managed = managedReader(now)
  const begunAt = now().getTime()
  let isAnythingGone = false
  for (;;) {
    signal.throwIfAborted()
    const isLong = now().getTime() - begunAt > handBackMs
    const upcoming = isLong ? { at: now() } : await takeTurn(actor, offboardingId, now)
    if (upcoming === null || 'at' in upcoming) {
      if (upcoming) await comeBack(actor, offboardingId, upcoming.at.getTime() - now().getTime())
      if (isAnythingGone) await readAgain(actor)
      return
    }
    const { turn } = upcoming
    const result = await carryOut(actor, offboardingId, turn, { managed, signal, now })
    if (result.kind === 'failed' && result.reason === 'cancelled') signal.throwIfAborted()
    if (result.kind === 'later' || result.kind === 'stopped') continue
    // Nobody wants it any more, and it was not sent.
    if (result.kind === 'failed' && result.reason === 'withdrawn') continue
    await settle(actor, offboardingId, turn, result, now)
    isAnythingGone ||= turn.task.kind === 'checkGone' && result.kind === 'done'
  }
}

/** The worker has tried for the last time: the task says so and waits for somebody, who may try it again. */
export const giveUpOffboarding = async (actor: Actor, offboardingId: string): Promise<void> => {
  const now = () => new Date()
  const upcoming = await takeTurn(actor, offboardingId, now)
  if (!upcoming || 'at' in upcoming) return
  await settle(
    actor,
    offboardingId,
    upcoming.turn,
    { kind: 'failed', reason: 'givenUp', values: {}, proofs: [] },
    now,
  )
}

/** The next task, marked as running. One that is running already is taken up again as it stands. */
const takeTurn = async (actor: Actor, offboardingId: string, now: () => Date): Promise<Upcoming> => {
  const begun = await inOrganisation(actor.organisationId, async (tx) =>
    upcomingOf(await loadCase(tx, offboardingId, now()), now()),
  )
  if (!begun || 'at' in begun || begun.turn.task.state === 'running') return begun
  const taken = await change(actor, async ({ tx, record }): Promise<Outcome<Upcoming, 'nothingToDo'>> => {
    const found = await lockCase(tx, offboardingId, now())
    const run = runOf(found)
    const upcoming = upcomingOf(found, now())
    if (!run || !upcoming || 'at' in upcoming) return refused('nothingToDo')
    const { kind, position, attempts } = upcoming.turn.task
    const started = next(run, { kind: 'taskStarted', position, at: now() })
    if (!started.ok) throw new Error(`a confirmed case refuses its next task: ${started.reason}`)
    await saveRun(tx, offboardingId, found.tasks, started.value)
    record({
      kind: 'offboarding.taskStarted',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { task: kind, position, attempt: attempts + 1 },
    })
    return done(upcoming)
  })
  return taken.ok ? taken.value : null
}

const upcomingOf = (found: Case, now: Date): Upcoming => {
  const run = runOf(found)
  if (!run) return null
  const open = ready(run).map(({ position }) => {
    const task = found.tasks.find((each) => each.position === position)
    if (!task) throw new Error('a task that is not the case’s')
    const rests = task.state === 'running' ? restsUntil(task.progress, now) : null
    const at = isHeld(run, task, now) ? run.irreversibleFrom : rests
    return { task, at: at && at > now ? at : null }
  })
  const free = open.find(({ at }) => at === null)
  if (free) return { turn: turnOf(found, free.task) }
  const [first] = open.flatMap(({ at }) => at ?? []).toSorted((a, b) => a.getTime() - b.getTime())
  return first ? { at: first } : null
}

const turnOf = (found: Case, task: StoredTask): Turn => {
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
  {
    managed,
    signal,
    now,
  }: { managed: ReturnType<typeof managedReader>; signal: AbortSignal; now: () => Date },
): Promise<TaskResult> => {
  let progress = task.progress
  const keep = (kept: TaskProgress) => {
    progress = kept
    return kept
  }
  const mark = (kept: TaskProgress) => bookmark(actor, offboardingId, task.position, keep(kept))
  const onWait = async (until: Date) => {
    if (until.getTime() - Date.now() >= pauseToTellMs)
      await mark({ ...progress, pausedUntil: until.toISOString() })
  }
  const isWanted = () => isUnderWay(actor, offboardingId, task.position)
  const opened = await openWrites(actor, offboardingId, connection, { signal, onWait, isWanted })
  if (!opened.ok) return { kind: 'failed', reason: opened.reason, values: opened.values ?? {}, proofs: [] }
  const context: TaskContext = {
    ...opened.value,
    managed: () => managed(connection.tenantLinkId, opened.value.tenant),
    connection,
    revocation,
    now,
    progress: task.progress,
    wasBegun: task.hasBegun,
    isResumed: task.state === 'running',
    bookmark: mark,
    recorded: () =>
      inOrganisation(actor.organisationId, (tx) => assignmentPieces(tx, offboardingId, task.position)),
    prove: (proof, kept) =>
      prove(actor, offboardingId, task, proof, keep({ ...kept, movedAt: now().toISOString() })),
  }
  const result = await tasks[task.kind](context)
  const hasMoved = (progress.removed ?? 0) > (task.progress.removed ?? 0)
  const later = orLater(result, hasMoved ? 0 : (progress.faults ?? 0))
  if (later === null) return result
  for (const proof of later.proofs) await context.prove(proof, progress)
  const saidAt = now()
  const again = new Date(saidAt.getTime() + later.afterMs).toISOString()
  const paused = later.isAsked ? { pausedUntil: again } : {}
  await mark({ ...progress, again, saidAt: saidAt.toISOString(), faults: later.faults, ...paused })
  return { kind: 'later', afterMs: later.afterMs }
}

const openWrites = async (
  actor: Actor,
  offboardingId: string,
  { kind, tenantLinkId }: PlannedConnection,
  line: Pick<OpenTenant, 'signal' | 'onWait' | 'isWanted'>,
): Promise<Outcome<Pick<TaskContext, 'tenant' | 'effects'>, TaskFailure>> => {
  const { organisationId } = actor
  const registration = await inOrganisation(organisationId, async (tx) => {
    const [access] = await accessOf(tx, offboardingId, [tenantLinkId])
    if (!access) return refused('noTenantLink')
    // Each does what it was given for: what is only read is read with the registration that may not write.
    const reading = await openRegistration(tx, organisationId, access.tenant)
    if (!reading.ok || isEndedByHand(kind))
      return reading.ok ? done({ reading: reading.value, writing: reading.value }) : reading
    if (!access.entered) return refused('noWriteAccess')
    const writing = await openRegistration(tx, organisationId, access.entered.link)
    return writing.ok ? done({ reading: reading.value, writing: writing.value }) : writing
  })
  if (!registration.ok) return registration
  const { reading, writing } = registration.value
  const tenant = await openTenant({ ...reading, ...line })
  if (!tenant.ok) return tenant
  const effects = await openEffects({ ...writing, ...line })
  if (!effects.ok) return effects
  return done({ tenant: tenant.value, effects: effects.value })
}

/** Hands the case back to the queue until there is something to do. */
const comeBack = (actor: Actor, offboardingId: string, afterMs: number): Promise<void> =>
  inOrganisation(actor.organisationId, (tx) =>
    enqueue(tx, 'runOffboarding', { organisationId: actor.organisationId, offboardingId }, { afterMs }),
  )

/** The inventory should tell the new state soon. A reading under way, or none to be had, is no fault of the case. */
const readAgain = async (actor: Actor): Promise<void> => {
  const outcome = await requestReading(actor)
  if (!outcome.ok) log.info({ reason: outcome.reason }, 'no reading after an offboarding')
}
