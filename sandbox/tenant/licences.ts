import type { Placed } from './devices.ts'
import type { Random } from './random.ts'
import type { Licence, Person } from './records.ts'

const userOf = (person: Person | null) => ({
  userEmailAddress: person?.mail ?? null,
  userId: person?.id ?? null,
  userName: person?.displayName ?? null,
  userPrincipalName: person?.userPrincipalName ?? null,
})

export const deviceLicence = (id: string, managedDeviceId: string, deviceName: string): Licence => ({
  '@odata.type': '#microsoft.graph.iosVppAppAssignedDeviceLicense',
  id,
  ...userOf(null),
  managedDeviceId,
  deviceName,
})

export const personLicence = (id: string, person: Person): Licence => ({
  '@odata.type': '#microsoft.graph.iosVppAppAssignedUserLicense',
  id,
  ...userOf(person),
  managedDeviceId: null,
})

/** Graph's macOS licences have no device members: a licence of the Mac itself names nobody. */
export const macLicence = (id: string, person: Person | null): Licence => ({
  '@odata.type': '#microsoft.graph.macOsVppAppAssignedLicense',
  id,
  ...userOf(person),
  managedDeviceId: null,
})

type Holders = {
  devices: readonly Placed[]
  people: readonly Person[]
  /** Whether a licence was left behind by a device that has gone. */
  strays: boolean
}

/** Licences of an iOS app: the two derived types tell devices from people. */
const iosLicences = (random: Random, { devices, people, strays }: Holders): Licence[] => [
  ...devices.map(({ device }) => deviceLicence(random.guid(), device.id, device.deviceName)),
  ...people.map((person) => personLicence(random.guid(), person)),
  // Microsoft documents that a licence is not reclaimed when its device leaves Intune.
  ...(strays && devices.length > 0 ? [deviceLicence(random.guid(), random.guid(), 'iPad-RETIRED')] : []),
]

const macLicences = (random: Random, { devices, people }: Holders): Licence[] =>
  [...devices.map(() => null), ...people].map((person) => macLicence(random.guid(), person))

export const makeLicences = (
  random: Random,
  kind: 'iosVppApp' | 'macOsVppApp',
  holders: Holders,
): Licence[] => (kind === 'iosVppApp' ? iosLicences(random, holders) : macLicences(random, holders))
