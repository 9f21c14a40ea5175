import type { Transaction } from '#adapters/db.ts'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import { type DevicesAlike, deviceField, type FieldSharing, type KnownDevice } from '#domain/field-sharing.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import type { FirstSighting, Sighting } from '#features/readings/witnesses.ts'
import type { SharePeriod } from './share-periods.ts'

/** A time of sharing without a gap, over whichever connections. */
export type ShareSpan = { since: FirstSighting; until: Sighting | null }

export type SharedField = {
  element: Element
  sharing: FieldSharing
  /** Of a person's field: how many of their devices each answer is about. */
  parts: DevicesAlike[]
  /** When it was shared and over what; neither where it was not. */
  spans: ShareSpan[]
  connections: ConnectionSummary[]
  /** The same apart: when over each of them; one that came back after it was gone is the same connection. */
  over: { connection: ConnectionSummary; spans: ShareSpan[] }[]
  /** What Intune says stands in it; null where Pomona keeps no copy. */
  value: string | null
}

/** The fields of one service, in the order of the page. */
export type ServiceFields = { service: Service; fields: SharedField[] }

/** The columns that say what can be shared about a device. */
export const knownOfDevice = {
  serial: true,
  model: true,
  operatingSystem: true,
  enrolmentType: true,
  intuneId: true,
  joinedAt: true,
} as const

type DeviceRow = {
  serial: string | null
  model: string | null
  operatingSystem: string | null
  enrolmentType: string | null
  intuneId: string | null
  joinedAt: number | null
}

/** What is known of a device at the reading with that sequence, beside where it is shared. */
export const knownDevice = (
  device: DeviceRow,
  sequence: number,
  { over, connected }: Pick<KnownDevice, 'over' | 'connected'>,
): KnownDevice => ({
  hasSerial: device.serial !== null,
  enrolmentType: device.enrolmentType,
  isEnrolled: device.intuneId !== null && (device.joinedAt === null || device.joinedAt <= sequence),
  isMac: device.operatingSystem === 'macOS',
  over,
  connected,
})

/** The services that anything had gone over by the reading with that sequence. */
export const connectedBy = async (tx: Transaction, sequence: number): Promise<ReadonlySet<Service>> => {
  const found = await tx.connection.groupBy({ by: ['service'], where: { since: { lte: sequence } } })
  return new Set(services.filter((each) => found.some(({ service }) => service === each)))
}

export const overServices = (periods: readonly SharePeriod[]): ReadonlySet<Service> =>
  new Set(periods.map(({ connection }) => connection.service))

/** Every field of the services that anything goes over, as it stands about one device. */
export const deviceFields = (
  device: DeviceRow,
  sequence: number,
  connected: ReadonlySet<Service>,
  periods: readonly SharePeriod[],
): ServiceFields[] => {
  const known = knownDevice(device, sequence, { over: overServices(periods), connected })
  return services
    .filter((service) => connected.has(service))
    .map((service) => {
      const shared = sharedOver(periods.filter(({ connection }) => connection.service === service))
      const fields = elementsOf(groupOf(service)).map((element): SharedField => {
        const sharing = deviceField(element, service, known)
        const told = sharing.status === 'shared' ? shared : neverShared
        return { element, sharing, parts: [], ...told, value: valueIn(device, element.key) }
      })
      return { service, fields }
    })
}

/** Intune's copy of a field, where Pomona keeps it. */
const valueIn = ({ serial, model, operatingSystem }: DeviceRow, key: string): string | null => {
  const copies: Partial<Record<string, string | null>> = { serial_number: serial, model, os: operatingSystem }
  return copies[key] ?? null
}

export type Shared = Pick<SharedField, 'spans' | 'connections' | 'over'>

export const neverShared: Shared = { spans: [], connections: [], over: [] }

/** When these periods were, taken together, and the connections they went over. */
export const sharedOver = (periods: readonly SharePeriod[]): Shared => ({
  spans: spansOf(periods),
  connections: [...new Map(periods.map(({ connection }) => [connection.id, connection])).values()],
  over: overEach(periods),
})

const overEach = (periods: readonly SharePeriod[]): SharedField['over'] => {
  const inOrder = periods.toSorted((a, b) => Number(a.since.at) - Number(b.since.at))
  const each = Map.groupBy(inOrder, ({ connection: { tenantLinkId, service, externalId } }) =>
    JSON.stringify([tenantLinkId, service, externalId]),
  )
  return [...each.values()].flatMap((of) => {
    const [first] = of
    return first ? [{ connection: first.connection, spans: spansOf(of) }] : []
  })
}

const spansOf = (periods: readonly SharePeriod[]): ShareSpan[] => {
  const spans: ShareSpan[] = []
  for (const { since, until } of periods.toSorted((a, b) => Number(a.since.at) - Number(b.since.at))) {
    const last = spans.at(-1)
    if (!last || (last.until !== null && last.until.at < since.at)) spans.push({ since, until })
    else if (last.until !== null && (until === null || until.at > last.until.at)) last.until = until
  }
  return spans
}
