import type { Enrolment, Licence, ManagedDevice, Tenant } from './tenant/records.ts'

type Counts = { devices: number; people: number }
type Service = 'apns' | 'dep' | 'asm' | 'vpp'

/** What a right reading of this tenant counts, worked out here once more and as plainly as possible. */
export type Truth = {
  apns: Counts
  connections: Array<{ service: Service; externalId: string; name: string } & Counts>
  organisation: Counts
  /** Events of Intune's log about Apple's objects, one for each object an event names. */
  auditEvents: number
}

const appleSystems = ['ios', 'ipados', 'macos', 'tvos', 'visionos']

type Sets = { devices: Set<string>; people: Set<string> }
const countsOf = ({ devices, people }: Sets): Counts => ({ devices: devices.size, people: people.size })

const serialOf = ({ serialNumber }: { serialNumber: string | null }): string | null =>
  serialNumber?.trim().toUpperCase() || null

/** A device is known by its serial number where it has one, so that the services' views of it meet. */
const keyOf = (device: ManagedDevice): string => serialOf(device) ?? device.id

const usersOf = (devices: readonly ManagedDevice[]): Set<string> =>
  new Set(devices.flatMap(({ userId }) => (userId ? [userId] : [])))

/** The push certificate serves every managed Apple device; without a certificate nothing goes through it. */
const pushSets = (tenant: Tenant, apple: readonly ManagedDevice[]): Sets =>
  tenant.pushCertificate
    ? { devices: new Set(apple.map(keyOf)), people: usersOf(apple) }
    : { devices: new Set(), people: new Set() }

/** An enrolment token's devices are those Apple told it about and did not take back, enrolled or not. */
const enrolmentSets = ({ identities }: Enrolment, apple: readonly ManagedDevice[]): Sets => {
  const own = identities.filter(
    ({ discoverySource, isDeleted }) => discoverySource === 'deviceEnrollmentProgram' && isDeleted !== true,
  )
  const serials = new Set(own.flatMap((identity) => serialOf(identity) ?? []))
  return { devices: serials, people: usersOf(apple.filter((device) => serials.has(serialOf(device) ?? ''))) }
}

/** A location token's devices and people are those that hold a licence of one of its apps. */
const licenceSets = (licences: readonly Licence[], keyOfId: ReadonlyMap<string, string>): Sets => ({
  devices: new Set(
    licences.flatMap(({ managedDeviceId }) =>
      managedDeviceId ? [keyOfId.get(managedDeviceId) ?? managedDeviceId] : [],
    ),
  ),
  people: new Set(licences.flatMap(({ userId }) => (userId ? [userId] : []))),
})

/**
 * The expected counts. `organisation` counts each device and each person once over all connections; totals are
 * not sums.
 */
export const truthOf = (tenant: Tenant): Truth => {
  const apple = tenant.devices.filter(({ operatingSystem }) =>
    appleSystems.includes(operatingSystem.toLowerCase()),
  )
  const keyOfId = new Map(tenant.devices.map((device) => [device.id, keyOf(device)]))
  const push = pushSets(tenant, apple)
  const enrolments = tenant.enrolments.map((enrolment) => ({
    service: enrolment.token.tokenType === 'appleSchoolManager' ? ('asm' as const) : ('dep' as const),
    externalId: enrolment.token.id,
    name: enrolment.token.tokenName,
    sets: enrolmentSets(enrolment, apple),
  }))
  const locations = tenant.locationTokens.map((token) => ({
    service: 'vpp' as const,
    externalId: token.id,
    name: token.displayName,
    sets: licenceSets(
      tenant.apps.filter(({ app }) => app.vppTokenId === token.id).flatMap(({ licences }) => licences),
      keyOfId,
    ),
  }))
  const certificate = tenant.pushCertificate
    ? [
        {
          service: 'apns' as const,
          externalId: tenant.pushCertificate.id,
          name: 'push certificate',
          sets: push,
        },
      ]
    : []
  const connections = [...certificate, ...enrolments, ...locations]
  const all: Sets = {
    devices: new Set(connections.flatMap(({ sets }) => [...sets.devices])),
    people: new Set(connections.flatMap(({ sets }) => [...sets.people])),
  }
  return {
    apns: countsOf(push),
    connections: connections.map(({ sets, ...connection }) => ({ ...connection, ...countsOf(sets) })),
    organisation: countsOf(all),
    auditEvents: tenant.auditEvents.reduce((sum, { about }) => sum + about.length, 0),
  }
}
