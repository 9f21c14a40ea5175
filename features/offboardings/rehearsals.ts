import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { openRehearsal, type Withheld } from '#adapters/graph/effects.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import type { PlannedConnection } from '#domain/offboarding/plan.ts'
import { type Task, taskKinds, tasksOf } from '#domain/offboarding/task.ts'
import { done, Missing, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { openRegistration } from '#features/organisations/tenant-link.ts'
import { accessOf } from './access.ts'
import { loadCase } from './case.ts'
import { managedReader } from './managed-now.ts'
import { reasonValues } from './stored.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { tasks } from './tasks.ts'

/** As many calls of one step as are kept; how many there would be is kept too. */
const mostCalls = 200

const step = z.object({
  connection: z.string(),
  kind: z.enum(taskKinds),
  /** `waits`: for Microsoft, or for a person, as things stand. */
  outcome: z.enum(['done', 'skipped', 'waits']),
  reason: z.string().nullable(),
  values: reasonValues,
  calls: z.array(z.object({ method: z.string(), path: z.string() })),
  count: z.number(),
})
export type RehearsedStep = z.infer<typeof step>

const states = z.enum(['waiting', 'finished', 'failed'])

export type Rehearsal = {
  planHash: string
  state: z.infer<typeof states>
  reason: string | null
  steps: RehearsedStep[]
  askedBy: string
  askedAt: Date
  finishedAt: Date | null
}

/** The newest dry run of a case; null where there was none. */
export const rehearsalOf = async (tx: Transaction, offboardingId: string): Promise<Rehearsal | null> => {
  const row = await tx.rehearsal.findFirst({
    where: { offboardingId },
    orderBy: [{ askedAt: 'desc' }, { id: 'desc' }],
  })
  return row && { ...row, state: states.parse(row.state), steps: z.array(step).parse(row.steps) }
}

/** Asks the worker for a dry run of what a draft is about: everything but what changes something. */
export const askForRehearsal = async (
  actor: Actor,
  offboardingId: string,
): Promise<Outcome<null, 'alreadyConfirmed' | 'nothingChosen' | 'alreadyRehearsing'>> => {
  demand(actor, 'offboardings:start')
  const { organisationId } = actor
  return change(actor, async ({ tx, record }) => {
    const { state, planHash } = await loadCase(tx, offboardingId, new Date())
    if (state !== 'draft') return refused('alreadyConfirmed')
    if (planHash === null) return refused('nothingChosen')
    if ((await rehearsalOf(tx, offboardingId))?.state === 'waiting') return refused('alreadyRehearsing')
    const { id: rehearsalId } = await tx.rehearsal.create({
      data: { organisationId, offboardingId, planHash, askedBy: actor.name },
    })
    record({
      kind: 'offboarding.rehearsed',
      subject: { kind: 'offboarding', id: offboardingId },
      facts: { planHash },
    })
    await enqueue(tx, 'rehearseOffboarding', { organisationId, rehearsalId })
    return done(null)
  })
}

/**
 * Carries every task of a draft out against the tenant as it is, with the registration that reads, and withholds what
 * would change it. A task that would wait is noted as waiting, and the next is tried all the same.
 */
export const rehearse = async (
  actor: Actor,
  rehearsalId: string,
  { signal, now = () => new Date() }: { signal: AbortSignal; now?: () => Date },
): Promise<void> => {
  demand(actor, 'offboardings:run')
  const { organisationId } = actor
  const found = await inOrganisation(organisationId, async (tx) => {
    const row = await tx.rehearsal.findFirst({ where: { id: rehearsalId } })
    if (!row) throw new Missing('offboarding')
    return row.state === 'waiting' ? loadCase(tx, row.offboardingId, now()) : null
  })
  if (!found) return
  const steps: RehearsedStep[] = []
  let reason: string | null = null
  const opened = new Map<string, Awaited<ReturnType<typeof openFor>>>()
  const managed = managedReader(now)
  /** How many devices of a token are waited for before any is taken off it. */
  const toRetire = new Map<string, number>()
  for (const task of tasksOf(found.plan)) {
    signal.throwIfAborted()
    const connection = found.plan.connections.find(({ id }) => id === task.connectionId)
    if (!connection) throw new Error('a task of another plan')
    const { tenantLinkId } = connection
    const rehearsal = opened.get(tenantLinkId) ?? (await openFor(actor, found.id, tenantLinkId, signal))
    opened.set(tenantLinkId, rehearsal)
    if (!rehearsal.ok) {
      reason = rehearsal.reason
      break
    }
    const { tenant } = rehearsal.value
    // It begins once they are retired: what is taken off then is the whole list, not what is free today.
    const isAfterwards = task.kind === 'deleteIdentities'
    const reader = isAfterwards ? noneManaged : () => managed(tenantLinkId, tenant)
    const context = contextOf({ ...rehearsal.value, managed: reader }, connection, now)
    const result = await tasks[task.kind](context)
    if (result.kind === 'failed' && result.reason === 'devicesToRetire')
      toRetire.set(connection.id, Number(result.values.count ?? 0))
    const values: RehearsedStep['values'] = isAfterwards ? { managed: toRetire.get(connection.id) ?? 0 } : {}
    steps.push(stepOf(task, connection, result, { calls: rehearsal.value.withheld(), values }))
  }
  await inOrganisation(organisationId, (tx) =>
    tx.rehearsal.updateMany({
      where: { id: rehearsalId, state: 'waiting' },
      data: { state: reason === null ? 'finished' : 'failed', reason, steps, finishedAt: now() },
    }),
  )
}

/** The worker has tried for the last time: the dry run says so instead of being awaited for ever. */
export const giveUpRehearsal = async (actor: Actor, rehearsalId: string): Promise<void> => {
  await inOrganisation(actor.organisationId, (tx) =>
    tx.rehearsal.updateMany({
      where: { id: rehearsalId, state: 'waiting' },
      data: { state: 'failed', reason: 'givenUp', finishedAt: new Date() },
    }),
  )
}

const openFor = async (actor: Actor, offboardingId: string, tenantLinkId: string, signal: AbortSignal) => {
  const { organisationId } = actor
  const registration = await inOrganisation(organisationId, async (tx) => {
    const [access] = await accessOf(tx, offboardingId, [tenantLinkId])
    return access ? openRegistration(tx, organisationId, access.tenant) : refused('noTenantLink')
  })
  if (!registration.ok) return registration
  const tenant = await openTenant({ ...registration.value, signal })
  if (!tenant.ok) return tenant
  const rehearsal = await openRehearsal({ ...registration.value, signal })
  return rehearsal.ok ? done({ tenant: tenant.value, ...rehearsal.value }) : rehearsal
}

const contextOf = (
  { tenant, effects, managed }: Pick<TaskContext, 'tenant' | 'effects' | 'managed'>,
  connection: PlannedConnection,
  now: () => Date,
): TaskContext => ({
  tenant,
  effects,
  managed,
  connection,
  now,
  wasBegun: false,
  isResumed: false,
  progress: {},
  revocation: {},
  bookmark: async () => true,
  recorded: async () => [],
  prove: async () => true,
})

const noneManaged = async () => done({ serials: new Set<string>(), count: 0 })

const stepOf = (
  { kind }: Task,
  { name }: PlannedConnection,
  result: TaskResult,
  { calls, values }: { calls: Withheld[]; values: RehearsedStep['values'] },
): RehearsedStep => ({
  connection: name,
  kind,
  outcome: result.kind === 'done' || result.kind === 'skipped' ? result.kind : 'waits',
  reason: result.kind === 'failed' || result.kind === 'skipped' ? result.reason : null,
  values: result.kind === 'failed' ? result.values : values,
  calls: calls.slice(0, mostCalls),
  count: calls.length,
})
