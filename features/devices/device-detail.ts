import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { divide, knownAt } from '#domain/interval.ts'
import { Missing } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type FirstSighting, lastSight, type Sighting, witnessesOf } from '#features/readings/witnesses.ts'
import { type NamedPerson, namedPeople } from './list-devices.ts'
import { connectionsOf, periodsOf, type SharePeriod, servicesAt } from './share-periods.ts'
import { connectedBy, deviceFields, type ServiceFields } from './shared-fields.ts'

/** A period of a device that was one person's throughout, or nobody's. */
export type DevicePeriod = SharePeriod & { person: NamedPerson | null }

export type DeviceDetail = {
  id: string
  serial: string | null
  intuneId: string | null
  name: string | null
  model: string | null
  operatingSystem: string | null
  osVersion: string | null
  ownership: string | null
  enrolmentType: string | null
  isSupervised: boolean | null
  managementState: string | null
  tenant: string
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /**
   * The reading that last said what the device is, which has no history. Null once Intune has let go of a device that a
   * connection still lists: which reading was the last to describe it is not kept.
   */
  described: Sighting | null
  /** Intune or a connection lists it today, whatever the moment: what the device is has no history either. */
  isListed: boolean
  /** The reading that says what is shared at that moment: the last one in force that went through the tenant. */
  standing: Sighting | null
  /** Null where no reading had seen it by that moment: then there are no periods either. */
  since: FirstSighting | null
  /** The reading that no longer found it anywhere. */
  until: Sighting | null
  periods: DevicePeriod[]
  /** What is shared about it, field by field. */
  fields: ServiceFields[]
}

/**
 * One device at a moment (now, unless `asOf` names a past one): over which connections it was shared, from which reading
 * to which, cut where it changed hands. Throws Missing.
 */
export const deviceDetail = (
  actor: Actor,
  id: string,
  { asOf = new Date() }: { asOf?: Date } = {},
): Promise<DeviceDetail> => {
  demand(actor, 'devices:read')
  demand(actor, 'people:read')
  return inOrganisation(actor.organisationId, (tx) => deviceAt(tx, id, asOf))
}

/** `deviceDetail` in a transaction of the caller. */
export const deviceAt = async (tx: Transaction, id: string, asOf: Date): Promise<DeviceDetail> => {
  const row = await tx.device.findFirst({ where: { id } })
  if (!row) throw new Missing('device')
  const { tenantLinkId, personId, personSince, mark, joinedAt, organisationId: _, ...device } = row
  // Without an Intune id only the enrolment token speaks of it.
  const isDescribed = mark !== null || device.intuneId === null
  const reading = await readingInForce(tx, asOf)
  const sequence = reading?.sequence ?? 0
  const shares = knownAt(
    await tx.deviceShare.findMany({
      where: { deviceId: id, since: { lte: sequence } },
      select: { connectionId: true, since: true, until: true },
    }),
    sequence,
  )
  const past = await tx.devicePastUser.findMany({ where: { deviceId: id } })
  const present = personId === null ? [] : [{ personId, since: personSince ?? device.since, until: null }]
  const hands = knownAt([...past, ...present], sequence)
  const people = await namedPeople(
    tx,
    hands.map((hand) => hand.personId),
  )
  const parts = shares.flatMap(({ connectionId, ...share }) =>
    divide(share, hands).map((part) => ({ ...part, connectionId })),
  )
  const [stay] = knownAt([{ since: device.since, until: device.until }], sequence)
  const witnesses = await witnessesOf(tx, {
    sequence,
    tenantLinkIds: [tenantLinkId],
    cited: [...parts, ...(stay ? [stay] : [])].flatMap(({ since, until }) => [since, until ?? since]),
  })
  const connections = await connectionsOf(tx, { at: asOf, sequence }, parts)
  const periods = periodsOf(parts, connections, witnesses, reading)
  const link = await tx.tenantLink.findFirstOrThrow({ where: { id: tenantLinkId }, select: { name: true } })
  return {
    ...device,
    tenant: link.name,
    reading,
    described: isDescribed ? await lastSight(tx, tenantLinkId, device.until) : null,
    isListed: device.until === null && (isDescribed || (await isSharedToday(tx, id))),
    standing: witnesses.standing(tenantLinkId),
    since: stay ? witnesses.firstSight(tenantLinkId, stay.since) : null,
    until: stay && stay.until !== null ? witnesses.endSight(stay.until) : null,
    periods: periods
      .toSorted((a, b) => b.since - a.since)
      .map(({ period, divider }) => ({
        ...period,
        person: divider ? (people.get(divider.personId) ?? null) : null,
      })),
    fields: deviceFields(
      { ...device, joinedAt },
      sequence,
      await connectedBy(tx, sequence),
      periods.map(({ period }) => period),
    ),
  }
}

const isSharedToday = async (tx: Transaction, deviceId: string): Promise<boolean> => {
  const at = new Date()
  const reading = await readingInForce(tx, at)
  const open = await tx.deviceShare.findMany({
    where: { deviceId, until: null },
    select: { deviceId: true, connectionId: true, since: true, until: true },
  })
  const shares = open.map(({ deviceId: subject, ...share }) => ({ subject, ...share }))
  return (await servicesAt(tx, { at, sequence: reading?.sequence ?? 0 }, shares)).size > 0
}
