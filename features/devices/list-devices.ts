import { z } from 'zod'
import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { standsAt } from '#domain/interval.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import type { Moment } from '#features/connections/queries.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type FirstSighting, type Sighting, witnessesOf } from '#features/readings/witnesses.ts'
import { foundIds, type Sought } from './found-ids.ts'
import { servicesAt } from './share-periods.ts'
import { countedOver, type OverAsked, overAsked, type SharedOver, sharedOver } from './shared-over.ts'

/** Whose a device is or was. */
export type NamedPerson = { id: string; name: string | null; upn: string | null }

export type ListedDevice = {
  id: string
  serial: string | null
  name: string | null
  model: string | null
  person: NamedPerson | null
  /** Over which services it is shared at that moment. */
  sharedOver: Service[]
  /** The reading that says so: the last one in force that went through its tenant. */
  standing: Sighting | null
  since: FirstSighting
}

export type DeviceList = {
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** What it is narrowed to. */
  over: SharedOver | null
  devices: ListedDevice[]
  /** How many there are on all pages, where the reading counted that. */
  counted: number | null
  /** The next page is the one `after` this id; null on the last. */
  next: string | null
}

export type ListOptions = {
  /** What was typed into the search; everything is listed where it is empty. */
  text?: string
  /** Only what is shared over this at that moment; then nothing is searched for. */
  over?: OverAsked
  asOf?: Date
  after?: string
  most?: number
}

/** Less than any id. */
export const first = '00000000-0000-0000-0000-000000000000'

/**
 * Devices known at a moment (now, unless `asOf` names a past one), in the order in which they were first seen. Found by
 * a whole Intune id, or by the beginning of a serial number or of a name; names and models are those last read. Throws
 * Missing where it is to be narrowed to a connection that is not there.
 */
export const listDevices = (
  actor: Actor,
  { text = '', over: asked = {}, asOf: past, after = first, most = 50 }: ListOptions = {},
): Promise<DeviceList> => {
  demand(actor, 'devices:read')
  demand(actor, 'people:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const asOf = past ?? new Date()
    const reading = await readingInForce(tx, asOf)
    // What Intune manages is known of now alone.
    const over = await overAsked(tx, past ? { ...asked, only: null } : asked)
    if (!reading) return { reading, over, devices: [], counted: null, next: null }
    const { sequence } = reading
    const rows = await tx.device.findMany({
      where: over
        ? { id: { in: await sharedOver(tx, 'devices', over, { sequence, after, most }) } }
        : await soughtDevices(tx, { text: text.trim(), sequence, after, most }),
      orderBy: { id: 'asc' },
      take: most + 1,
      select: selection,
    })
    const shown = rows.slice(0, most)
    return {
      ...{ reading, over, counted: await countedOver(tx, 'devices', over, reading) },
      devices: await listed(tx, shown, { at: asOf, sequence }),
      next: rows.length > most ? (shown.at(-1)?.id ?? null) : null,
    }
  })
}

const selection = {
  id: true,
  tenantLinkId: true,
  serial: true,
  name: true,
  model: true,
  personId: true,
  personSince: true,
  since: true,
} as const

/** The rows of the page, or of what a search finds. */
export const soughtDevices = async (tx: Transaction, sought: Sought) => {
  const { text, sequence, after } = sought
  const known = { since: { lte: sequence } }
  if (text === '') return { ...known, id: { gt: after } }
  if (z.uuid().safeParse(text).success) {
    // The index on Intune ids begins with the tenant.
    const links = await tx.tenantLink.findMany({ select: { id: true } })
    const tenantLinkId = { in: links.map(({ id }) => id) }
    return { ...known, id: { gt: after }, tenantLinkId, intuneId: text.toLowerCase() }
  }
  return { id: { in: await foundIds(tx, 'device', sought) } }
}

type Row = {
  id: string
  tenantLinkId: string
  serial: string | null
  name: string | null
  model: string | null
  personId: string | null
  personSince: number | null
  since: number
}

const listed = async (tx: Transaction, rows: Row[], moment: Moment): Promise<ListedDevice[]> => {
  const deviceId = { in: rows.map(({ id }) => id) }
  const holders = await holdersAt(tx, rows, moment)
  const shares = await tx.deviceShare.findMany({
    where: { deviceId, since: { lte: moment.sequence } },
    select: { deviceId: true, connectionId: true, since: true, until: true },
  })
  const services = await servicesAt(
    tx,
    moment,
    shares.map(({ deviceId: subject, ...share }) => ({ subject, ...share })),
  )
  const witnesses = await witnessesOf(tx, {
    sequence: moment.sequence,
    tenantLinkIds: rows.map((row) => row.tenantLinkId),
    cited: rows.map(({ since }) => since),
  })
  return rows.map(({ id, tenantLinkId, serial, name, model, since }) => ({
    id,
    serial,
    name,
    model,
    person: holders.get(id) ?? null,
    sharedOver: services.get(id) ?? [],
    standing: witnesses.standing(tenantLinkId),
    since: witnesses.firstSight(tenantLinkId, since),
  }))
}

/** Whose each device was at a moment. */
const holdersAt = async (
  tx: Transaction,
  rows: Row[],
  { sequence }: Moment,
): Promise<Map<string, NamedPerson>> => {
  const past = await tx.devicePastUser.findMany({
    where: { deviceId: { in: rows.map(({ id }) => id) }, since: { lte: sequence }, until: { gt: sequence } },
    select: { deviceId: true, personId: true, since: true, until: true },
  })
  const present = rows.flatMap(({ id, personId, personSince, since }) =>
    personId === null ? [] : [{ deviceId: id, personId, since: personSince ?? since, until: null }],
  )
  const held = [...past, ...present].filter((each) => standsAt(each, sequence))
  const people = await namedPeople(
    tx,
    held.map(({ personId }) => personId),
  )
  return new Map(
    held.flatMap(({ deviceId, personId }) => {
      const person = people.get(personId)
      return person ? [[deviceId, person] as const] : []
    }),
  )
}

export const namedPeople = async (tx: Transaction, ids: string[]): Promise<Map<string, NamedPerson>> => {
  const rows = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true, upn: true },
  })
  return new Map(rows.map((row) => [row.id, row]))
}
