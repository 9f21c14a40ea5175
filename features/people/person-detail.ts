import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { knownAt } from '#domain/interval.ts'
import { Missing } from '#domain/outcome.ts'
import { type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { connectionsOf, periodsOf, type SharePeriod } from '#features/devices/share-periods.ts'
import { connectedBy, overServices, type ServiceFields } from '#features/devices/shared-fields.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type FirstSighting, lastSight, type Sighting, witnessesOf } from '#features/readings/witnesses.ts'
import { administeredBy } from './administered.ts'
import { heldBy } from './held-devices.ts'
import { type HeldPeriods, personFields } from './person-fields.ts'

/** A device while it was this person's: what is told of it is of that time alone. */
export type HeldDevice = {
  device: { id: string; serial: string | null; name: string | null; model: string | null }
  since: FirstSighting
  /** The reading that found it with somebody else, or gone; null while it is this person's. */
  until: Sighting | null
  /** Over which services it was shared in that time. */
  sharedOver: Service[]
}

export type PersonDetail = {
  id: string
  entraId: string
  upn: string | null
  name: string | null
  email: string | null
  tenant: string
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** The reading that last said what the person is called, which has no history. */
  described: Sighting | null
  /** The reading that says what is shared at that moment: the last one in force that went through the tenant. */
  standing: Sighting | null
  /** Null where no reading had seen the person by that moment: then there are no periods either. */
  since: FirstSighting | null
  /** The reading that no longer found the person anywhere. */
  until: Sighting | null
  periods: SharePeriod[]
  /** The latest first, at most `mostDevices` of `deviceCount`. */
  devices: HeldDevice[]
  deviceCount: number
  /** What is shared about them and these devices, field by field. */
  fields: ServiceFields[]
}

/** Somebody who enrols for others may have had thousands. */
const mostDevices = 100

/**
 * One person at a moment (now, unless `asOf` names a past one): over which connections they were shared, from which
 * reading to which, and their devices with what was shared of them while they were theirs. Throws Missing.
 */
export const personDetail = (
  actor: Actor,
  id: string,
  { asOf = new Date() }: { asOf?: Date } = {},
): Promise<PersonDetail> => {
  demand(actor, 'people:read')
  demand(actor, 'devices:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { held: _, administered: __, ...detail } = await personAt(tx, id, asOf, mostDevices)
    return detail
  })
}

/** `personDetail` in a transaction of the caller, with at most `most` devices; and what their fields are told from. */
export const personAt = async (
  tx: Transaction,
  id: string,
  asOf: Date,
  most: number,
): Promise<PersonDetail & { held: HeldPeriods[]; administered: SharePeriod[] }> => {
  const row = await tx.person.findFirst({ where: { id } })
  if (!row) throw new Missing('person')
  const { tenantLinkId, organisationId: _, ...person } = row
  const reading = await readingInForce(tx, asOf)
  const sequence = reading?.sequence ?? 0
  const shares = knownAt(
    await tx.personShare.findMany({
      where: { personId: id, since: { lte: sequence } },
      select: { connectionId: true, since: true, until: true },
    }),
    sequence,
  )
  const { count, held } = await heldBy(tx, id, sequence, most)
  const administered = await administeredBy(tx, [person.upn, person.email], sequence)
  const deviceShares = held.flatMap((custody) => custody.shares)
  const [stay] = knownAt([{ since: person.since, until: person.until }], sequence)
  const witnesses = await witnessesOf(tx, {
    sequence,
    tenantLinkIds: [tenantLinkId],
    cited: [...shares, ...held, ...deviceShares, ...administered, ...(stay ? [stay] : [])].flatMap(
      ({ since, until }) => [since, until ?? since],
    ),
  })
  const connections = await connectionsOf(tx, { at: asOf, sequence }, [
    ...shares,
    ...deviceShares,
    ...administered,
  ])
  const told = (intervals: typeof shares): SharePeriod[] =>
    periodsOf(intervals, connections, witnesses, reading)
      .toSorted((a, b) => b.since - a.since)
      .map(({ period }) => period)
  const periods = told(shares)
  const heldPeriods = held.map((custody) => ({ ...custody, periods: told(custody.shares) }))
  const toldAdministered = told(administered)
  const link = await tx.tenantLink.findFirstOrThrow({ where: { id: tenantLinkId }, select: { name: true } })
  return {
    ...person,
    tenant: link.name,
    reading,
    described: await lastSight(tx, tenantLinkId, person.until),
    standing: witnesses.standing(tenantLinkId),
    since: stay ? witnesses.firstSight(tenantLinkId, stay.since) : null,
    until: stay && stay.until !== null ? witnesses.endSight(stay.until) : null,
    periods,
    deviceCount: count,
    devices: heldPeriods.map((custody) => ({
      device: custody.device,
      since: witnesses.firstSight(tenantLinkId, custody.since),
      until: custody.until === null ? null : witnesses.endSight(custody.until),
      sharedOver: services.filter((service) => overServices(custody.periods).has(service)),
    })),
    fields: personFields({
      isKnown: true,
      sequence,
      connected: await connectedBy(tx, sequence),
      own: periods,
      administered: toldAdministered,
      held: heldPeriods,
    }),
    held: heldPeriods,
    administered: toldAdministered,
  }
}
