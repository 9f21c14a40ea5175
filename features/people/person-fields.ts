import { elementsOf } from '#domain/catalogue/catalogue.ts'
import type { Element } from '#domain/catalogue/schema.ts'
import { type KnownDevice, personField } from '#domain/field-sharing.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import type { SharePeriod } from '#features/devices/share-periods.ts'
import {
  knownDevice,
  neverShared,
  overServices,
  type ServiceFields,
  type SharedField,
  sharedOver,
} from '#features/devices/shared-fields.ts'
import type { Held } from './held-devices.ts'

export type HeldPeriods = { device: Held['device']; periods: SharePeriod[] }

type Known = {
  sequence: number
  connected: ReadonlySet<Service>
  isKnown: boolean
  /** What is shared about the person, and what stands on connections as their Apple ID. */
  own: readonly SharePeriod[]
  administered: readonly SharePeriod[]
  /** Their devices for the time each was theirs; one that was theirs twice stands twice. */
  held: readonly HeldPeriods[]
}

/** Every field of the services that anything goes over, as it stands about one person and their devices. */
export const personFields = ({
  sequence,
  connected,
  isKnown,
  own,
  administered,
  held,
}: Known): ServiceFields[] => {
  const person = {
    isKnown,
    over: overServices(own),
    connected,
    administers: overServices(administered),
    devices: knownDevices(held, sequence, connected),
  }
  const ofDevices = held.flatMap(({ periods }) => periods)
  const periodsOf = ({ whose }: Element) =>
    whose === 'devices' ? ofDevices : whose === 'people' ? own : administered
  return services
    .filter((service) => connected.has(service))
    .map((service) => {
      const fields = elementsOf(groupOf(service)).map((element): SharedField => {
        const { sharing, parts } = personField(element, service, person)
        const periods = periodsOf(element).filter(({ connection }) => connection.service === service)
        const told = sharing.status === 'shared' ? sharedOver(periods) : neverShared
        return { element, sharing, parts, ...told, value: null }
      })
      return { service, fields }
    })
}

const knownDevices = (
  held: readonly HeldPeriods[],
  sequence: number,
  connected: ReadonlySet<Service>,
): KnownDevice[] =>
  [...Map.groupBy(held, ({ device }) => device.id).values()].flatMap((times) => {
    const over = overServices(times.flatMap(({ periods }) => periods))
    return times.slice(0, 1).map(({ device }) => knownDevice(device, sequence, { over, connected }))
  })
