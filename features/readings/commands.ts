import { inOrganisation, lockOrganisation } from '#adapters/db.ts'
import { enqueue } from '#adapters/queue.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { readingLinks } from '#features/organisations/tenant-link.ts'

/** A failed reading may be continued for a day; after that its pages are too old to be put together. */
export const continuableMs = 24 * 60 * 60 * 1000
const underWay = ['waiting', 'running']

export type RequestReason = 'readingUnderWay' | 'noTenantLink'

/**
 * Asks for a reading of the whole organisation. A reading that failed within the last day is continued where it
 * stopped instead of starting over. One at a time: `readingUnderWay`.
 */
export const requestReading = async (
  actor: Actor,
  { isTimetabled = false }: { isTimetabled?: boolean } = {},
): Promise<Outcome<{ readingId: string }, RequestReason>> => {
  demand(actor, 'readings:start')
  const { organisationId } = actor
  const outcome = await change<{ readingId: string }, RequestReason>(actor, async ({ tx, record }) => {
    if ((await readingLinks(tx)).length === 0) return refused('noTenantLink')
    // Serialises two requests; the unique index on readings under way is the second lock.
    await lockOrganisation(tx, organisationId)
    const last = await tx.reading.findFirst({ orderBy: { sequence: 'desc' } })
    if (last && underWay.includes(last.state)) return refused('readingUnderWay')
    const continues = last?.state === 'failed' && Date.now() - last.requestedAt.getTime() < continuableMs
    const requested = { state: 'waiting', requestedBy: actor.name, isTimetabled }
    const reading = continues
      ? await tx.reading.update({
          where: { organisationId_id: { organisationId, id: last.id } },
          data: { ...requested, attempts: { increment: 1 }, finishedAt: null, reason: null },
        })
      : await tx.reading.create({
          data: { ...requested, organisationId, sequence: (last?.sequence ?? 0) + 1 },
        })
    record({
      kind: 'reading.requested',
      subject: { kind: 'reading', id: reading.id },
      facts: { sequence: reading.sequence, continues },
    })
    await enqueue(tx, 'runReading', { organisationId, readingId: reading.id })
    return done({ readingId: reading.id })
  })
  if (!outcome.ok && outcome.reason === 'readingUnderWay') await enqueueAgain(organisationId)
  return outcome
}

/** A reading whose job was lost would be under way for ever; a job that is not lost is not doubled, by its key. */
const enqueueAgain = (organisationId: string): Promise<void> =>
  inOrganisation(organisationId, async (tx) => {
    const reading = await tx.reading.findFirst({ where: { state: { in: underWay } } })
    if (reading) await enqueue(tx, 'runReading', { organisationId, readingId: reading.id })
  })

/** Ends a waiting or running reading; the last good inventory stands. */
export const cancelReading = async (
  actor: Actor,
  readingId: string,
): Promise<Outcome<null, 'readingNotUnderWay'>> => {
  demand(actor, 'readings:start')
  return change(actor, async ({ tx, record }) => {
    const { count } = await tx.reading.updateMany({
      where: { id: readingId, state: { in: underWay } },
      data: { state: 'cancelled', cancelledBy: actor.name, finishedAt: new Date() },
    })
    if (count === 0) return refused('readingNotUnderWay')
    record({ kind: 'reading.cancelled', subject: { kind: 'reading', id: readingId } })
    return done(null)
  })
}
