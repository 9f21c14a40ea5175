import { inOrganisation } from '#adapters/db.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import { openTenant } from '#adapters/graph/tenant-reader.ts'
import { log } from '#adapters/log.ts'
import { openStaging, ReadingNotRunning, type Staging } from '#adapters/staging/staging.ts'
import { stagedSql } from '#adapters/staging/tables.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, type Refusal, refused } from '#domain/outcome.ts'
import { sideBySide } from '#domain/side-by-side.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import {
  openRegistration,
  readingLinks,
  type TenantLink,
  type TenantReason,
} from '#features/organisations/tenant-link.ts'
import { collect } from './collect.ts'
import type { KnownToken } from './find-unlisted.ts'
import { merge } from './merge.ts'
import { settleSearch } from './settle-search.ts'

/** A merge of a million devices takes under a minute; the limit only ends one that hangs. */
const mergeTimeoutMs = 15 * 60 * 1000

export type ReadingOptions = {
  signal: AbortSignal
  /** From how many differing rows on it is merged in bulk; left out, as many as make it worth while. */
  bulkRows?: number | undefined
}

/**
 * Carries a requested reading out: pages into staging, then one merge. Safe to run again at any point; a second
 * worker is turned away (`ReadingHeld`) while one is at it. A refusal of the tenant's is written on the reading in
 * words' reach and returned; nothing of a reading that did not finish is ever shown.
 */
export const runReading = async (
  actor: Actor,
  readingId: string,
  { signal, bulkRows }: ReadingOptions,
): Promise<Outcome<null, TenantReason>> => {
  demand(actor, 'readings:start')
  const staging = await openStaging(actor.organisationId, readingId)
  try {
    const outcome = await carryOut(actor, readingId, staging, { signal, bulkRows })
    await staging.discardCancelled()
    return outcome
  } finally {
    await staging.close()
  }
}

/** A reading that is over, or was cancelled on the way, is nobody's fault and left as it is. */
const carryOut = async (
  actor: Actor,
  readingId: string,
  staging: Staging,
  { signal, bulkRows }: ReadingOptions,
): Promise<Outcome<null, TenantReason>> => {
  const { organisationId } = actor
  try {
    const begun = await begin(organisationId, readingId)
    if (!begun) return done(null)
    await staging.prepare()
    for (const link of begun.links) {
      const known = begun.known.filter((connection) => connection.tenantLinkId === link.id)
      const outcome = await readLink({ organisationId, readingId, link, staging, known, signal })
      if (!outcome.ok) return await fail(actor, readingId, outcome)
    }
    await staging.conclude(begun.links.map((link) => link.id))
    return await finish(actor, readingId, begun.startedAt, staging, bulkRows)
  } catch (error) {
    if (error instanceof ReadingNotRunning) return done(null)
    throw error
  }
}

const begin = (organisationId: string, readingId: string) =>
  inOrganisation(organisationId, async (tx) => {
    const { count } = await tx.reading.updateMany({
      where: { id: readingId, state: { in: ['waiting', 'running'] } },
      data: { state: 'running' },
    })
    if (count === 0) return null
    await tx.reading.updateMany({
      where: { id: readingId, startedAt: null },
      data: { startedAt: new Date() },
    })
    const reading = await tx.reading.findFirstOrThrow({
      where: { id: readingId },
      select: { startedAt: true },
    })
    const known = await tx.connection.findMany({
      where: { until: null },
      select: { tenantLinkId: true, service: true, externalId: true },
    })
    return { links: await readingLinks(tx), known, startedAt: reading.startedAt ?? new Date() }
  })

type LinkReading = {
  organisationId: string
  readingId: string
  link: TenantLink
  staging: Staging
  known: KnownToken[]
  signal: AbortSignal
}

const readLink = async ({
  organisationId,
  link,
  signal,
  ...reading
}: LinkReading): Promise<Outcome<null, TenantReason>> => {
  const opened = await inOrganisation(organisationId, (tx) => openRegistration(tx, organisationId, link))
  if (!opened.ok) return opened
  const race = sideBySide<GraphReason>()
  const either = AbortSignal.any([signal, race.signal])
  const tenant = await openTenant({ ...opened.value, signal: either })
  if (!tenant.ok) return tenant
  await collect(
    { ...reading, organisationId, tenant: tenant.value, tenantLinkId: link.id, signal: either },
    race,
  )
  return race.outcome()
}

/** `cancelled` is the worker shutting down: the job goes back and the next worker continues. */
const fail = async (
  actor: Actor,
  readingId: string,
  refusal: Refusal<TenantReason>,
): Promise<Outcome<null, TenantReason>> => {
  if (refusal.reason === 'cancelled') throw new Error('the reading was interrupted')
  await recordFailure(actor, readingId, refusal)
  log.warn({ readingId, reason: refusal.reason }, 'reading failed')
  return refusal
}

const recordFailure = (actor: Actor, readingId: string, { reason, values = {} }: Refusal) =>
  change(actor, async ({ tx, record }) => {
    const { count } = await tx.reading.updateMany({
      where: { id: readingId, state: { in: ['waiting', 'running'] } },
      data: { state: 'failed', finishedAt: new Date(), reason, reasonValues: values },
    })
    if (count === 0) return refused('readingNotUnderWay')
    record({
      kind: 'reading.failed',
      subject: { kind: 'reading', id: readingId },
      facts: { ...values, reason },
    })
    return done(null)
  })

/** The worker has tried for the last time: the reading says so instead of running for ever. */
export const giveUpReading = async (actor: Actor, readingId: string): Promise<void> => {
  demand(actor, 'readings:start')
  await recordFailure(actor, readingId, refused('givenUp'))
}

const finish = async (
  actor: Actor,
  readingId: string,
  startedAt: Date,
  staging: Staging,
  bulkRows: number | undefined,
): Promise<Outcome<null, TenantReason>> => {
  const { organisationId } = actor
  await change(
    actor,
    async ({ tx, record }) => {
      const [reading] = await tx.$queryRaw<{ sequence: number }[]>`
        select sequence from reading where id = ${readingId}::uuid and state = 'running' for update`
      if (!reading) return refused('readingNotUnderWay')
      const { sequence } = reading
      // Asked over the connection that holds the organisation, and after the lock on the reading: whoever lost that
      // hold fails here, and nobody who takes it from now on can stage anything before the merge has ended.
      const unfinished = (await staging.checkpoints()).filter(({ isDone }) => !isDone).length
      if (unfinished > 0) throw new Error(`${unfinished} collections were not read to their end`)
      const observedAt = new Date()
      const staged = stagedSql(readingId)
      await merge(tx, { organisationId, readingId, sequence, startedAt, observedAt, staged }, bulkRows)
      const total = await tx.inventoryCount.findFirst({
        where: { readingId, scope: 'organisation', element: '' },
        select: { devices: true, people: true },
      })
      const totals = { devices: Number(total?.devices ?? 0), people: Number(total?.people ?? 0) }
      await tx.reading.updateMany({
        where: { id: readingId },
        data: { state: 'finished', finishedAt: observedAt, reason: null, totals },
      })
      record({
        kind: 'reading.finished',
        subject: { kind: 'reading', id: readingId },
        facts: { sequence, ...totals },
      })
      return done(null)
    },
    { role: 'copy', timeoutMs: mergeTimeoutMs },
  )
  await settleSearch(organisationId)
  return done(null)
}
