import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { LifeState } from '#domain/connection-life.ts'
import type { Source } from '#domain/grade.ts'
import { type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { connectionList } from '#features/connections/list-connections.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { completeReadings } from './complete-readings.ts'
import { eventsOf, type ShownEvent } from './intune-events.ts'
import { type LastAnswer, lastAnswer } from './last-answer.ts'

/** The readings between which something was so; `until` null while it still is. */
export type Stay = { since: CompleteReading | null; until: CompleteReading | null; isOver: boolean } & Cited

/** The reading that observed it: the one in force as long as it asked and was told, else the one that began it. */
export type Cited = { cited: CompleteReading | null; source: Source }

const citing = (cited: CompleteReading | null): Cited => ({
  cited,
  source: cited ? observedBy(cited) : { grade: 'unverifiable', why: 'authorisations.neverTold' },
})

/** What an administrator agreed to for one service, as Intune keeps it (Graph: "dataSharingConsent"). */
export type AgreedSharing = Stay & {
  key: string
  service: string
  tenant: string
  granted: boolean
  grantedAt: Date | null
  grantedBy: string | null
  /** Only an address that a browser may be sent to. */
  termsUrl: string | null
}

export const consentStates = ['granted', 'notGranted', 'notConfigured', 'unknown'] as const
export type ConsentState = (typeof consentStates)[number]

/** A tenant's `adminConsent.shareAPNSData`; `state` null before any reading was told. */
export type TenantConsent = Stay & {
  key: string
  tenant: string
  state: ConsentState | null
  asked: LastAnswer
}

/** A token's own `dataSharingConsentGranted`, the last it said if it is over; null where Intune does not say. */
export type TokenConsent = Cited & {
  id: string
  name: string
  service: Service
  state: LifeState
  granted: boolean | null
  since: CompleteReading | null
  until: CompleteReading | null
}

export type Authorisations = {
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  agreed: AgreedSharing[]
  consents: TenantConsent[]
  /** A page of them, how many there are, and after which id the next page begins. */
  tokens: TokenConsent[]
  found: number
  next: string | null
  /** The newest things the audit log tells of them. */
  events: ShownEvent[]
}

const mostEvents = 10

/** Who let Intune share with Apple, as it was known at a moment (now, unless `asOf` names a past one). */
export const authorisations = (
  actor: Actor,
  { asOf = new Date(), after }: { asOf?: Date; after?: string } = {},
): Promise<Authorisations> => {
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, (tx) => authorisationsAt(tx, asOf, after))
}

/** `authorisations` in a transaction of the caller. */
export const authorisationsAt = async (
  tx: Transaction,
  asOf: Date,
  after?: string,
): Promise<Authorisations> => {
  const reading = await readingInForce(tx, asOf)
  if (!reading) return { reading, agreed: [], consents: [], tokens: [], found: 0, next: null, events: [] }
  const moment = { at: asOf, sequence: reading.sequence }
  return {
    reading,
    agreed: await agreedAt(tx, reading),
    consents: await consentsAt(tx, reading),
    ...(await tokensAt(tx, reading, asOf, after)),
    events: await eventsOf(tx, 'sharingAuthorisation', moment, mostEvents),
  }
}

type Interval = { since: number; until: number | null }

/** Turns intervals into the readings that bound them; what ended later than the reading in force was not over yet. */
const staysOf = async (tx: Transaction, rows: readonly Interval[], inForce: CompleteReading) => {
  const readings = await completeReadings(
    tx,
    rows.flatMap(({ since, until }) => (until === null ? [since] : [since, until])),
  )
  return ({ since, until }: Interval): Stay => {
    const isOver = until !== null && until <= inForce.sequence
    const began = readings.get(since) ?? null
    const ended = isOver ? (readings.get(until) ?? null) : null
    return { since: began, until: ended, isOver, ...citing(isOver ? began : inForce) }
  }
}

/** Those that stand before those that are over. */
const standingFirst = (a: Stay, b: Stay): number => Number(a.isOver) - Number(b.isOver)

const agreedAt = async (tx: Transaction, inForce: CompleteReading): Promise<AgreedSharing[]> => {
  const rows = await tx.sharingAuthorisation.findMany({
    where: { since: { lte: inForce.sequence } },
    orderBy: [{ service: 'asc' }, { since: 'desc' }],
  })
  const tenants = await tenantNames(tx)
  const stayOf = await staysOf(tx, rows, inForce)
  return rows
    .map((row) => ({
      key: `${row.tenantLinkId} ${row.externalId} ${row.since}`,
      service: row.service,
      tenant: tenants.get(row.tenantLinkId) ?? '',
      granted: row.granted,
      grantedAt: row.grantedAt,
      grantedBy: row.grantedBy,
      termsUrl: row.termsUrl?.startsWith('https://') ? row.termsUrl : null,
      ...stayOf(row),
    }))
    .sort(standingFirst)
}

const consentsAt = async (tx: Transaction, inForce: CompleteReading): Promise<TenantConsent[]> => {
  const rows = await tx.adminConsent.findMany({
    where: { since: { lte: inForce.sequence } },
    orderBy: { since: 'desc' },
  })
  const stayOf = await staysOf(tx, rows, inForce)
  const told: TenantConsent[] = []
  for (const [id, tenant] of await tenantNames(tx)) {
    const asked = await lastAnswer(tx, 'adminConsent', id, inForce.sequence)
    const own = rows.filter(({ tenantLinkId }) => tenantLinkId === id)
    for (const row of own) {
      const stay = stayOf(row)
      const state = consentStates.find((each) => each === row.shareApnsData) ?? 'unknown'
      const cited = asked.kind === 'answered' ? {} : citing(stay.since)
      told.push({ key: `${id} ${row.since}`, tenant, state, asked, ...stay, ...cited })
    }
    if (own.length === 0 && asked.kind !== 'notAsked') {
      const cited = citing(asked.kind === 'answered' ? inForce : null)
      told.push({ key: id, tenant, state: null, asked, since: null, until: null, isOver: false, ...cited })
    }
  }
  return told.sort(standingFirst)
}

const mostTokens = 50

const tokensAt = async (
  tx: Transaction,
  inForce: CompleteReading,
  at: Date,
  after: string | undefined,
): Promise<Pick<Authorisations, 'tokens' | 'found' | 'next'>> => {
  const { sequence } = inForce
  const sought = { service: services.filter((service) => service !== 'apns') }
  const page = { after, most: mostTokens }
  const { connections, found, next } = await connectionList(tx, { at, sequence }, sought, page)
  const facts = await tx.connectionFact.findMany({
    where: {
      key: 'consentGranted',
      since: { lte: sequence },
      OR: connections.map(({ id, until }) => ({
        connectionId: id,
        // What hung on a connection was closed by the reading that found it gone.
        ...(until === null ? { OR: [{ until: null }, { until: { gt: sequence } }] } : { until }),
      })),
    },
    select: { connectionId: true, value: true, since: true },
  })
  const readings = await completeReadings(tx, [
    ...facts.map(({ since }) => since),
    ...connections.flatMap(({ until }) => until ?? []),
  ])
  const tokens = connections.map(({ id, name, service, state, until }) => {
    const fact = facts.find(({ connectionId }) => connectionId === id)
    const granted = fact ? fact.value === 'true' : null
    const since = (fact && readings.get(fact.since)) ?? null
    const ended = until === null ? null : (readings.get(until) ?? null)
    return {
      id,
      name,
      service,
      state,
      granted,
      since,
      until: ended,
      ...citing(until === null ? inForce : since),
    }
  })
  return { tokens, found, next }
}

const tenantNames = async (tx: Transaction): Promise<Map<string, string>> => {
  const rows = await tx.tenantLink.findMany({
    where: { purpose: 'reading' },
    orderBy: { createdAt: 'asc' },
    select: { id: true, name: true },
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
