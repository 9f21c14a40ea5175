import { doorway, inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { nextReading } from '#domain/timetable.ts'
import { demand } from '#features/access/actor.ts'

export type Timetable = {
  /** Hours from one reading to the next; 0 is by hand only. */
  hours: number
  /** Null by hand only, without a tenant, and while a reading is under way. Past when the clock is about to ask. */
  next: Date | null
}

/** When the actor's organisation is read by itself. */
export const timetable = (actor: Actor): Promise<Timetable> => {
  demand(actor, 'readings:read')
  const { organisationId } = actor
  return inOrganisation(organisationId, async (tx) => {
    const { readingHours: hours } = await tx.organisation.findFirstOrThrow({ select: { readingHours: true } })
    return { hours, next: await plannedReading(tx, organisationId, hours) }
  })
}

const plannedReading = async (
  tx: Transaction,
  organisationId: string,
  hours: number,
): Promise<Date | null> => {
  const link = await tx.tenantLink.findFirst({
    where: { purpose: 'reading', forgottenAt: null },
    orderBy: { createdAt: 'asc' },
    select: { createdAt: true },
  })
  if (!link) return null
  const last = await tx.reading.findFirst({
    orderBy: { sequence: 'desc' },
    select: { state: true, requestedAt: true, finishedAt: true },
  })
  if (last?.state === 'waiting' || last?.state === 'running') return null
  return nextReading(organisationId, hours, {
    linkedAt: link.createdAt,
    last: last && { requestedAt: last.requestedAt, endedAt: last.finishedAt ?? last.requestedAt },
    failures: last?.state === 'failed' ? await failuresInARow(tx) : 0,
  })
}

const failuresInARow = async (tx: Transaction): Promise<number> => {
  const good = await tx.reading.aggregate({ where: { state: 'finished' }, _max: { sequence: true } })
  const failed = await tx.reading.aggregate({
    where: { state: 'failed', sequence: { gt: good._max.sequence ?? 0 } },
    _sum: { attempts: true },
  })
  return failed._sum.attempts ?? 0
}

type Candidate = {
  organisation_id: string
  reading_hours: number
  linked_at: Date
  requested_at: Date | null
  ended_at: Date | null
  failures: number
}

/** The organisations of this installation whose reading is due. For the clock, which belongs to none of them. */
export const readingsDue = async (now: Date): Promise<string[]> => {
  const candidates = await doorway().$queryRaw<Candidate[]>`select * from readings_due()`
  return candidates.flatMap(
    ({ organisation_id, reading_hours, linked_at, requested_at, ended_at, failures }) => {
      const last = requested_at && { requestedAt: requested_at, endedAt: ended_at ?? requested_at }
      const next = nextReading(organisation_id, reading_hours, { linkedAt: linked_at, last, failures })
      return next && next <= now ? [organisation_id] : []
    },
  )
}
