import { inOrganisation, lockOrganisation, type Transaction } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import { stagedSql } from '#adapters/staging/tables.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { continuableMs } from './commands.ts'
import { type Gone, goneHorizon } from './retention-queries.ts'

type EraseOptions = {
  signal: AbortSignal
  now?: Date
  /** Devices, and people, of one transaction. */
  batch?: number
}

const batchTimeoutMs = 5 * 60 * 1000
const laterMs = 10 * 60 * 1000

/**
 * Erases the devices and people that have been gone longer than the organisation's setting, with every interval that
 * names one of them, and the pages of readings that nobody can continue. Batch by batch, each with its audit event of
 * counts, so it may be stopped and run again at any point. Frozen counts stay, and so does what administrators did in
 * Intune: that is the record of a connection, not of the sharing about a person.
 *
 * Steps back while a reading is under way, which may be bringing one of them back, and has itself called again.
 */
export const eraseGone = async (
  actor: Actor,
  { signal, now = new Date(), batch = 10_000 }: EraseOptions,
): Promise<Outcome<Gone, 'readingUnderWay'>> => {
  demand(actor, 'organisations:change')
  const total: Gone = { devices: 0, people: 0 }
  for (;;) {
    signal.throwIfAborted()
    const erased = await eraseBatch(actor, now, batch)
    if (!erased.ok && erased.reason === 'readingUnderWay') {
      await callAgain(actor.organisationId)
      return refused('readingUnderWay')
    }
    if (!erased.ok) break
    total.devices += erased.value.devices
    total.people += erased.value.people
  }
  await dropPages(actor.organisationId, now)
  await refreshStatistics(actor.organisationId)
  return done(total)
}

const eraseBatch = (
  actor: Actor,
  now: Date,
  batch: number,
): Promise<Outcome<Gone, 'readingUnderWay' | 'nothingToDo'>> => {
  const { organisationId } = actor
  return change<Gone, 'readingUnderWay' | 'nothingToDo'>(
    actor,
    async ({ tx, record }) => {
      if (await isBeingRead(tx, organisationId)) return refused('readingUnderWay')
      const { goneDays: days } = await tx.organisation.findFirstOrThrow({ select: { goneDays: true } })
      const horizon = await goneHorizon(tx, now, days)
      const devices = await eraseDevices(tx, { organisationId, horizon, batch })
      const people = await erasePeople(tx, { organisationId, horizon, batch })
      if (devices + people === 0) return refused('nothingToDo')
      record({
        kind: 'retention.erased',
        subject: { kind: 'organisation', id: organisationId },
        facts: { devices, people, days },
      })
      return done({ devices, people })
    },
    { role: 'copy', timeoutMs: batchTimeoutMs },
  )
}

/** Asked behind the lock that `requestReading` takes, so that none begins before this transaction is over. */
const isBeingRead = async (tx: Transaction, organisationId: string): Promise<boolean> => {
  await lockOrganisation(tx, organisationId)
  return (await tx.reading.count({ where: { state: { in: ['waiting', 'running'] } } })) > 0
}

type Batch = { organisationId: string; horizon: number; batch: number }

const eraseDevices = async (tx: Transaction, { organisationId, horizon, batch }: Batch): Promise<number> =>
  tx.$executeRaw`
    with gone as materialized (
      select id from device where organisation_id = ${organisationId}::uuid and until <= ${horizon}::int limit ${batch}
    ), shares as (
      delete from device_share s using gone
      where s.organisation_id = ${organisationId}::uuid and s.device_id = gone.id
    ), users as (
      delete from device_past_user u using gone
      where u.organisation_id = ${organisationId}::uuid and u.device_id = gone.id
    )
    delete from device d using gone where d.organisation_id = ${organisationId}::uuid and d.id = gone.id`

const erasePeople = async (tx: Transaction, { organisationId, horizon, batch }: Batch): Promise<number> =>
  tx.$executeRaw`
    with gone as materialized (
      select id from person where organisation_id = ${organisationId}::uuid and until <= ${horizon}::int limit ${batch}
    ), shares as (
      delete from person_share s using gone
      where s.organisation_id = ${organisationId}::uuid and s.person_id = gone.id
    ), used as (
      delete from device_past_user u using gone
      where u.organisation_id = ${organisationId}::uuid and u.person_id = gone.id
    ), left_behind as (
      update device d set person_id = null, person_since = null from gone
      where d.organisation_id = ${organisationId}::uuid and d.person_id = gone.id
    )
    delete from person p using gone where p.organisation_id = ${organisationId}::uuid and p.id = gone.id`

const callAgain = (organisationId: string): Promise<void> =>
  inOrganisation(organisationId, (tx) => enqueue(tx, 'eraseGone', { organisationId }, { afterMs: laterMs }))

/** Pages wait for the next reading to drop them; where none begins, they would name people for ever. */
const dropPages = (organisationId: string, now: Date): Promise<void> =>
  inOrganisation(
    organisationId,
    async (tx) => {
      const requestedAt = { lt: new Date(now.getTime() - continuableMs) }
      const readings = await tx.reading.findMany({
        where: { state: { in: ['failed', 'cancelled'] }, requestedAt },
        select: { id: true },
      })
      for (const { id } of readings) {
        const { object, device, identity, licence, seen, unseen } = stagedSql(id)
        await tx.$executeRaw`drop table if exists ${object}, ${device}, ${identity}, ${licence}, ${seen}, ${unseen}`
      }
    },
    { role: 'copy' },
  )

/** The night is when nobody waits for it. */
const refreshStatistics = (organisationId: string): Promise<unknown> =>
  inOrganisation(organisationId, (tx) => tx.$queryRaw`select 1 from parts_analyze()`, {
    role: 'copy',
    timeoutMs: batchTimeoutMs,
  })
