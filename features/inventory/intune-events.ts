import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { type Deed, deeds, type EventSubject, eventSubjects, isSuccess } from '#domain/intune-event.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { latest } from '#features/connections/queries.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { completeReadings } from './complete-readings.ts'
import { type LastAnswer, lastAnswer } from './last-answer.ts'

/** One thing that was done to an Apple object in Intune, as Intune's audit log tells it. */
export type ShownEvent = {
  key: string
  at: Date
  subject: EventSubject | null
  deed: Deed
  /** Intune's own words for it. */
  words: string
  /** Intune's own word for what came of it. */
  result: string
  isSuccess: boolean
  resourceName: string | null
  /** Null where Intune names nobody. */
  who: { kind: 'person' | 'application'; name: string } | null
  /** Names of the properties that changed. */
  changed: string[]
  /** The reading that copied it: what "observed" cites. */
  reading: CompleteReading | null
}

export type ConnectionEvents = {
  connection: { id: string; name: string }
  events: ShownEvent[]
  all: number
  /** The last time it was renewed or, before that, created. */
  renewed: ShownEvent | null
  copied: LastAnswer
}

/** Newest first; the rest makes the order of one moment the same each time. */
const newestFirst = [{ at: 'desc' }, { externalId: 'asc' }, { resourceId: 'asc' }] as const

/** What was done to a connection and to its enrolment profiles, newest first. Throws Missing. */
export const connectionEvents = (
  actor: Actor,
  connectionId: string,
  { most, skip = 0, asOf }: { most: number; skip?: number; asOf?: Date },
): Promise<ConnectionEvents> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const found = await tx.connection.findFirst({ where: { id: connectionId }, select: selection })
    if (!found) throw new Missing('connection')
    const { id, name, tenantLinkId } = found
    const where = { ...whereOf(found), ...(asOf ? { at: { lte: asOf } } : {}) }
    const rows = await tx.intuneEvent.findMany({ where, orderBy: [...newestFirst], take: most, skip })
    const renewal = await tx.intuneEvent.findFirst({
      where: { AND: [where, renewals] },
      orderBy: [...newestFirst],
    })
    const shown = await shownEvents(tx, renewal ? [renewal, ...rows] : rows)
    return {
      connection: { id, name },
      events: renewal ? shown.slice(1) : shown,
      all: await tx.intuneEvent.count({ where }),
      renewed: (renewal && shown[0]) ?? null,
      copied: await lastAnswer(tx, 'auditEvents', tenantLinkId, latest().sequence),
    }
  })
}

const selection = {
  id: true,
  name: true,
  tenantLinkId: true,
  service: true,
  externalId: true,
  profiles: { select: { externalId: true } },
} as const

type Found = {
  tenantLinkId: string
  service: string
  externalId: string
  profiles: { externalId: string }[]
}

/** Keys that are GUIDs are copied in small letters, others as Intune spells them. */
const whereOf = ({ tenantLinkId, service, externalId, profiles }: Found) => {
  const ids = [externalId, ...profiles.map((profile) => profile.externalId)]
  const named = { resourceId: { in: [...new Set(ids.flatMap((each) => [each, each.toLowerCase()]))] } }
  // A tenant has one push certificate: what was done to any was done to it.
  return {
    tenantLinkId,
    OR: service === 'apns' ? [named, { subject: 'pushCertificate' }] : [named],
  }
}

/** Of the connection itself, not of its profiles. */
const renewals = {
  deed: { in: ['renewed', 'created'] },
  subject: { in: ['pushCertificate', 'enrolmentToken', 'locationToken'] },
  result: { startsWith: 'success', mode: 'insensitive' as const },
}

/** The newest events that a reading up to `sequence` copied, of one subject, up to an instant. */
export const eventsOf = async (
  tx: Transaction,
  subject: EventSubject,
  { at, sequence }: { at: Date; sequence: number },
  most: number,
): Promise<ShownEvent[]> =>
  shownEvents(
    tx,
    await tx.intuneEvent.findMany({
      where: { subject, at: { lte: at }, since: { lte: sequence } },
      orderBy: [...newestFirst],
      take: most,
    }),
  )

type Row = {
  externalId: string
  resourceId: string
  at: Date
  activity: string
  activityType: string
  result: string
  resourceName: string | null
  actorUpn: string | null
  actorApplication: string | null
  subject: string | null
  deed: string
  changed: string[]
  since: number
}

const shownEvents = async (tx: Transaction, rows: readonly Row[]): Promise<ShownEvent[]> => {
  const readings = await completeReadings(
    tx,
    rows.map(({ since }) => since),
  )
  return rows.map((row) => ({
    key: `${row.externalId} ${row.resourceId}`,
    at: row.at,
    subject: eventSubjects.find((each) => each === row.subject) ?? null,
    deed: deeds.find((each) => each === row.deed) ?? 'other',
    words: row.activityType || row.activity,
    result: row.result,
    isSuccess: isSuccess(row.result),
    resourceName: row.resourceName,
    who: whoOf(row),
    changed: row.changed,
    reading: readings.get(row.since) ?? null,
  }))
}

const whoOf = ({ actorUpn, actorApplication }: Row): ShownEvent['who'] => {
  if (actorUpn !== null) return { kind: 'person', name: actorUpn }
  return actorApplication === null ? null : { kind: 'application', name: actorApplication }
}
