import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import type { Actor } from '#domain/actor.ts'
import { daysDue, nextLook } from '#domain/offboarding/recheck.ts'
import { Missing } from '#domain/outcome.ts'
import { kindOf } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { openRegistration, readingLinks } from '#features/organisations/tenant-link.ts'
import { requestReading } from '#features/readings/commands.ts'
import { keepProofs, type Proof } from './evidence.ts'
import { schoolsAmong } from './groups.ts'
import { connectionsIn } from './scope.ts'
import { lookAt, proofOf } from './token-tasks.ts'

/** What a look found: `unknown` where nobody could look, with the reason. */
export const founds = ['gone', 'present', 'unknown'] as const
export type Found = (typeof founds)[number]

export type Recheck = {
  connectionId: string
  /** Of the timetable; null where a member asked. */
  day: number | null
  found: Found
  reason: string | null
  checkedBy: string
  checkedAt: Date
}

const found = z.enum(founds)

/** Every look after the end of a case, the newest first. */
export const rechecksOf = async (tx: Transaction, offboardingId: string): Promise<Recheck[]> => {
  const rows = await tx.recheck.findMany({
    where: { offboardingId },
    orderBy: [{ checkedAt: 'desc' }, { day: 'desc' }],
  })
  return rows.map((row) => ({ ...row, found: found.parse(row.found) }))
}

type EndedConnection = {
  offboardingId: string
  connection: ConnectionSummary
  endedAt: Date
  looked: number[]
  isOfSchool: boolean
}

/** What cases of the organisation ended, or one of them, with the days it was looked for again. */
const endedBy = async (tx: Transaction, offboardingId?: string): Promise<EndedConnection[]> => {
  const rows = await tx.disablement.findMany({
    where: { offboardingId: offboardingId ?? { not: null } },
    select: { connectionId: true, offboardingId: true, observedAt: true },
  })
  const ids = rows.map(({ connectionId }) => connectionId)
  const connections = await connectionsIn(tx, ids)
  const schools = await schoolsAmong(tx, ids)
  const looks = await tx.recheck.findMany({
    where: { connectionId: { in: ids }, day: { not: null } },
    select: { connectionId: true, day: true },
  })
  return rows.flatMap(({ connectionId, offboardingId: ending, observedAt }) => {
    const connection = connections.find(({ id }) => id === connectionId)
    if (!connection || ending === null) return []
    const looked = looks.flatMap((look) => (look.connectionId === connectionId ? (look.day ?? []) : []))
    const isOfSchool = schools.has(connectionId)
    return [{ offboardingId: ending, connection, endedAt: observedAt, looked, isOfSchool }]
  })
}

/** When a case's connections are looked for next, by their ids; null after the last time. */
export const nextLooks = async (
  tx: Transaction,
  offboardingId: string,
): Promise<ReadonlyMap<string, Date | null>> =>
  new Map((await endedBy(tx, offboardingId)).map((ended) => [ended.connection.id, nextLook(ended)]))

/** Looks for all that is due to be looked for, tenant by tenant. Safe to run again: what was looked for is not due. */
export const recheckEnded = async (
  actor: Actor,
  { signal, now = () => new Date() }: { signal: AbortSignal; now?: () => Date },
): Promise<void> => {
  demand(actor, 'offboardings:run')
  const ended = await inOrganisation(actor.organisationId, (tx) => endedBy(tx))
  for (const each of ended) {
    signal.throwIfAborted()
    const days = daysDue(each, now())
    if (days.length > 0) await lookAgain(actor, each, days, signal, now)
  }
}

/** Looks for what a case ended at once, because a member asks. Throws Missing for a case that ended nothing. */
export const recheckNow = async (actor: Actor, offboardingId: string): Promise<void> => {
  demand(actor, 'offboardings:run')
  const ended = await inOrganisation(actor.organisationId, (tx) => endedBy(tx, offboardingId))
  if (ended.length === 0) throw new Missing('offboarding')
  const signal = AbortSignal.timeout(patienceMs)
  for (const each of ended) await lookAgain(actor, each, [null], signal, () => new Date())
}

/** How long a person waits in front of the page. */
const patienceMs = 60_000

const lookAgain = async (
  actor: Actor,
  { offboardingId, connection }: EndedConnection,
  days: readonly (number | null)[],
  signal: AbortSignal,
  now: () => Date,
): Promise<void> => {
  const look = await lookOf(actor, connection, signal)
  signal.throwIfAborted()
  const { organisationId } = actor
  const outcome = await change(actor, async ({ tx, record }) => {
    const task = { kind: 'recheck', position: -1, connectionId: connection.id }
    const [evidenceId = null] = look.proof
      ? await keepProofs(tx, actor, offboardingId, task, [look.proof])
      : []
    await tx.recheck.createMany({
      data: days.map((day) => ({
        ...{ organisationId, offboardingId, connectionId: connection.id, day, evidenceId },
        ...{ found: look.found, reason: look.reason, checkedBy: actor.name, checkedAt: now() },
      })),
      skipDuplicates: true,
    })
    record({
      kind: 'connection.lookedAgain',
      subject: { kind: 'connection', id: connection.id },
      facts: { offboardingId, found: look.found, reason: look.reason, evidenceId },
    })
    return { ok: true as const, value: null }
  })
  // What is back belongs in the inventory at once, where every page and the case itself tell it.
  if (outcome.ok && look.found === 'present') await requestReading(actor)
}

type Look = { found: Found; reason: string | null; proof: Proof | null }

/** With the registration that reads now: the one of the time may have been replaced since. */
const lookOf = async (actor: Actor, connection: ConnectionSummary, signal: AbortSignal): Promise<Look> => {
  const unknown = (reason: string): Look => ({ found: 'unknown', reason, proof: null })
  const { organisationId } = actor
  const registration = await inOrganisation(organisationId, async (tx) => {
    const links = await readingLinks(tx)
    const link = links.find(({ id }) => id === connection.tenantLinkId) ?? links[0]
    return link ? openRegistration(tx, organisationId, link) : null
  })
  if (!registration) return unknown('noTenantLink')
  if (!registration.ok) return unknown(registration.reason)
  const tenant = await openTenant({ ...registration.value, signal })
  if (!tenant.ok) return unknown(tenant.reason)
  const planned = { kind: kindOf(connection.service), externalId: connection.externalId }
  const looked = await lookAt(tenant.value, planned)
  if (!looked.ok) return unknown(looked.reason)
  return { found: looked.value.state, reason: null, proof: proofOf(planned, looked.value) }
}
