import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Source } from '#domain/grade.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { eventsAbout } from '#features/audit/queries.ts'
import { collectionOrder } from './collections.ts'

/** A complete reading: what "observed" cites. */
export type CompleteReading = { id: string; sequence: number; startedAt: Date; finishedAt: Date }

/** What an observed statement cites, or why nothing is observed yet. */
export const observedBy = (reading: CompleteReading | null): Source =>
  reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt.toISOString() }
    : { grade: 'unverifiable', why: 'inventory.why.notRead' }

/** The reading in force at an instant: the last one finished before it. Null before the first. */
export const readingInForce = async (tx: Transaction, asOf: Date): Promise<CompleteReading | null> => {
  const row = await tx.reading.findFirst({
    where: { state: 'finished', finishedAt: { lte: asOf } },
    orderBy: { sequence: 'desc' },
    select: { id: true, sequence: true, startedAt: true, finishedAt: true },
  })
  return row?.startedAt && row.finishedAt
    ? { id: row.id, sequence: row.sequence, startedAt: row.startedAt, finishedAt: row.finishedAt }
    : null
}

export const readingStates = ['waiting', 'running', 'finished', 'failed', 'cancelled'] as const
export type ReadingState = (typeof readingStates)[number]

export type ReadingSummary = {
  id: string
  sequence: number
  state: ReadingState
  requestedBy: string
  /** The timetable asked for it, not `requestedBy`. */
  isTimetabled: boolean
  requestedAt: Date
  /** How often it was asked for: a failed reading that goes on is the same one. */
  attempts: number
  startedAt: Date | null
  finishedAt: Date | null
  cancelledBy: string | null
  reason: string | null
  reasonValues: Record<string, string | number>
  devices: number | null
  people: number | null
}

type Row = {
  id: string
  sequence: number
  state: string
  requestedBy: string
  isTimetabled: boolean
  requestedAt: Date
  attempts: number
  startedAt: Date | null
  finishedAt: Date | null
  cancelledBy: string | null
  reason: string | null
  reasonValues: unknown
  totals: unknown
}

/** A number of a reading's frozen totals; null where it has none. */
export const numberIn = (record: unknown, key: string): number | null => {
  if (typeof record !== 'object' || record === null) return null
  const value: unknown = Reflect.get(record, key)
  return typeof value === 'number' ? value : null
}

/** The values of a refusal's sentence, as they were stored. */
export const valuesIn = (record: unknown): Record<string, string | number> =>
  typeof record === 'object' && record !== null
    ? Object.fromEntries(
        Object.entries(record).filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
      )
    : {}

const summaryOf = ({ reasonValues, totals, state, ...row }: Row): ReadingSummary => ({
  ...row,
  state: readingStates.find((each) => each === state) ?? 'failed',
  reasonValues: valuesIn(reasonValues),
  devices: numberIn(totals, 'devices'),
  people: numberIn(totals, 'people'),
})

/** Readings, newest first; `before` a sequence number, to page on. */
export const listReadings = (
  actor: Actor,
  { most = 20, before }: { most?: number; before?: number } = {},
): Promise<ReadingSummary[]> => {
  demand(actor, 'readings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const where = before === undefined ? {} : { sequence: { lt: before } }
    const rows = await tx.reading.findMany({ where, orderBy: { sequence: 'desc' }, take: most })
    return rows.map(summaryOf)
  })
}

/**
 * The reading under way, if any, the newest one whatever came of it, and the last complete one: what the frame shows
 * on every page.
 */
export const readingsAtAGlance = (actor: Actor) => {
  demand(actor, 'readings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.reading.findFirst({ orderBy: { sequence: 'desc' } })
    const newest = row ? summaryOf(row) : null
    const isUnderWay = newest?.state === 'waiting' || newest?.state === 'running'
    const last = await readingInForce(tx, new Date())
    return { underWay: isUnderWay ? newest : null, newest, last }
  })
}

export type CollectionProgress = {
  collection: string
  scopes: number
  pages: number
  seen: number
  kept: number
  isDone: boolean
  isRefused: boolean
}

/** What the reading went on without, and why; `tenant` where the organisation has several. */
export type WentWithout = {
  collection: string
  tenant: string
  reason: string
  reasonValues: Record<string, string | number>
}

/** Why a reading stopped before it went on. */
export type Interruption = { at: Date; reason: string; values: Record<string, string | number> }

export type ReadingDetail = ReadingSummary & {
  collections: CollectionProgress[]
  wentWithout: WentWithout[]
  /** Oldest first; the failure it stands at is its `reason`, not one of these. */
  interruptions: Interruption[]
  /** Rows of licences that name neither a device nor a person: nobody is counted for them. */
  unnamedLicences: number
}

/** One reading with how far it has come in each collection, in the order of reading. Throws Missing. */
export const readingDetail = (actor: Actor, readingId: string): Promise<ReadingDetail> => {
  demand(actor, 'readings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const row = await tx.reading.findFirst({ where: { id: readingId } })
    if (!row) throw new Missing('reading')
    const groups = await tx.readingCollection.groupBy({
      by: ['collection'],
      where: { readingId },
      _sum: { pages: true, seen: true, kept: true },
      _count: { _all: true, doneAt: true, refusal: true },
    })
    const inOrder = groups.toSorted(
      (a, b) => collectionOrder.indexOf(a.collection) - collectionOrder.indexOf(b.collection),
    )
    const collections = inOrder.map((group) => ({
      collection: group.collection,
      scopes: group._count._all,
      pages: group._sum.pages ?? 0,
      seen: group._sum.seen ?? 0,
      kept: group._sum.kept ?? 0,
      isDone: group._count.doneAt === group._count._all,
      isRefused: group._count.refusal > 0,
    }))
    const licences = collections.find(({ collection }) => collection === 'licences')
    const unnamedLicences = licences ? licences.seen - licences.kept : 0
    return {
      ...summaryOf(row),
      collections,
      wentWithout: await refusedIn(tx, readingId),
      interruptions: await interruptionsOf(tx, row),
      unnamedLicences,
    }
  })
}

const refusedIn = async (tx: Transaction, readingId: string): Promise<WentWithout[]> => {
  const rows = await tx.readingCollection.findMany({
    where: { readingId, refusal: { not: null } },
    orderBy: { collection: 'asc' },
    select: { collection: true, refusal: true, refusalValues: true, tenantLink: { select: { name: true } } },
  })
  return rows.flatMap(({ collection, refusal, refusalValues, tenantLink }) =>
    refusal === null
      ? []
      : [{ collection, tenant: tenantLink.name, reason: refusal, reasonValues: valuesIn(refusalValues) }],
  )
}

/** The row keeps the last reason alone, and none once it goes on: the events keep each. */
const interruptionsOf = async (tx: Transaction, reading: Row): Promise<Interruption[]> => {
  const failures = await eventsAbout(tx, 'reading.failed', reading.id, reading.requestedAt)
  const earlier = reading.state === 'failed' ? failures.slice(0, -1) : failures
  return earlier.flatMap(({ at, facts: { reason, ...values } }) =>
    typeof reason === 'string' ? [{ at, reason, values: valuesIn(values) }] : [],
  )
}
