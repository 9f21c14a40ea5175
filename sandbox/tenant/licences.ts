import type { Placed } from './devices.ts'
import type { Random } from './random.ts'
import type { Licence, Person } from './records.ts'

const userOf = (person: Person | null) => ({
  userEmailAddress: person?.mail ?? null,
  userId: person?.id ?? null,
  userName: person?.displayName ?? null,
  userPrincipalName: person?.userPrincipalName ?? null,
})

type Holders = {
  devices: readonly Placed[]
  people: readonly Person[]
  /** Whether a licence was left behind by a device that has gone. */
  strays: boolean
}

/** Licences of an iOS app: the two derived types tell devices from people. */
const iosLicences = (random: Random, { devices, people, strays }: Holders): Licence[] => {
  const forDevice = (managedDeviceId: string, deviceName: string): Licence => ({
    '@odata.type': '#microsoft.graph.iosVppAppAssignedDeviceLicense',
    id: random.guid(),
    ...userOf(null),
    managedDeviceId,
    deviceName,
  })
  const forPerson = (person: Person): Licence => ({
    '@odata.type': '#microsoft.graph.iosVppAppAssignedUserLicense',
    id: random.guid(),
    ...userOf(person),
    managedDeviceId: null,
  })
  return [
    ...devices.map(({ device }) => forDevice(device.id, device.deviceName)),
    ...people.map(forPerson),
    // Microsoft documents that a licence is not reclaimed when its device leaves Intune.
    ...(strays && devices.length > 0 ? [forDevice(random.guid(), 'iPad-RETIRED')] : []),
  ]
}

/** Graph's macOS licences have no device members: a licence of the Mac itself names nobody. */
const macLicences = (random: Random, { devices, people }: Holders): Licence[] =>
  [...devices.map(() => null), ...people].map((person) => ({
    '@odata.type': '#microsoft.graph.macOsVppAppAssignedLicense',
    id: random.guid(),
    ...userOf(person),
    managedDeviceId: null,
  }))

export const makeLicences = (
  random: Random,
  kind: 'iosVppApp' | 'macOsVppApp',
  holders: Holders,
): Licence[] => (kind === 'iosVppApp' ? iosLicences(random, holders) : macLicences(random, holders))
