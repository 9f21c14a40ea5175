import type { Calendar } from './calendar.ts'
import { never } from './calendar.ts'
import { type EnrolmentWay, enrolmentTypes, pickFamily, pickOperatingSystem } from './models.ts'
import { type Random, randomFrom } from './random.ts'
import type { ManagedDevice, Person } from './records.ts'

/** Where a device works; it decides which enrolment token brought it in and which apps it gets. */
export const homes = ['group', 'retail', 'academy'] as const
export type Home = (typeof homes)[number]

/** A device beside the facts that Graph does not answer. */
export type Placed = { device: ManagedDevice; home: Home; way: EnrolmentWay | null }

const serialAlphabet = 'CDFGHJKLMNPQRTVWXY0123456789'
export const makeSerial = (random: Random): string =>
  `${random.pick(['F', 'G', 'D', 'H', 'J'])}${random.letters(9, serialAlphabet)}`

/** Properties every managed device has, Apple or not. */
const makeCommon = (random: Random, calendar: Calendar, person: Person | null) => {
  const age = 20 + random.below(900)
  return {
    id: random.guid(),
    // Intune writes a missing user either way.
    userId: person?.id ?? (random.chance(0.5) ? '' : null),
    userPrincipalName: person?.userPrincipalName ?? (random.chance(0.5) ? '' : null),
    userDisplayName: person?.displayName ?? null,
    emailAddress: person?.mail ?? null,
    enrolledDateTime: calendar(-age),
    lastSyncDateTime: random.chance(0.02) ? never : calendar(-random.next() * Math.min(age, 12)),
    managementCertificateExpirationDate: calendar(365 - (age % 365)),
    managementState: 'managed',
    complianceState: random.chance(0.9) ? 'compliant' : 'noncompliant',
    deviceRegistrationState: 'registered',
    azureADRegistered: true,
    isEncrypted: true,
    jailBroken: 'False',
    requireUserEnrollmentApproval: false,
    meid: '',
    phoneNumber: null,
    subscriberCarrier: '',
    physicalMemoryInBytes: 0,
    notes: random.chance(0.05) ? 'Handed over at the front desk.' : null,
    activationLockBypassCode: 'CANARY-activation-lock-bypass-code',
  }
}

/** One Apple device; shared ones have nobody. */
export const makeApple = (random: Random, calendar: Calendar, people: readonly Person[]): Placed => {
  const family = pickFamily(random)
  const way = random.pick(family.ways)
  const shared = way === 'automatedShared'
  const person = shared || people.length === 0 ? null : random.pick(people)
  const academic = shared ? random.chance(0.55) : person?.userPrincipalName.includes('@academy.')
  const home = academic ? 'academy' : random.chance(0.25) ? 'retail' : 'group'
  // User Enrollment hides the serial number from management.
  const serialNumber = way === 'accountDriven' ? random.pick([null, '']) : makeSerial(random)
  const common = makeCommon(random, calendar, person)
  const automated = way === 'automatedWithUser' || shared
  const ownerType = automated ? 'company' : 'personal'
  return {
    home,
    way,
    device: {
      ...common,
      deviceName: `${family.deviceType}-${serialNumber || random.letters(6, serialAlphabet)}`,
      managedDeviceName: `${person?.userPrincipalName ?? 'shared'}_${family.deviceType}_${common.enrolledDateTime}`,
      serialNumber,
      model: random.pick(family.models),
      manufacturer: 'Apple',
      operatingSystem: pickOperatingSystem(family, random),
      osVersion: random.pick(family.versions),
      deviceType: family.deviceType,
      deviceEnrollmentType: enrolmentTypes[way],
      enrollmentProfileName: automated ? `${home} profile` : null,
      managedDeviceOwnerType: ownerType,
      ownerType,
      managementAgent: 'mdm',
      isSupervised: automated,
      enrolledByUserPrincipalName: person?.userPrincipalName ?? null,
      imei: family.deviceType === 'iPhone' && serialNumber ? random.letters(15, '0123456789') : '',
      udid: serialNumber ? random.letters(40, '0123456789abcdef') : null,
      iccid: family.deviceType === 'iPhone' ? random.letters(19, '0123456789') : null,
      wiFiMacAddress: random.letters(12, '0123456789ABCDEF'),
      ethernetMacAddress: null,
    },
  }
}

const makeOther = (random: Random, calendar: Calendar, people: readonly Person[]): Placed => {
  const android = random.chance(0.3)
  const person = people.length === 0 ? null : random.pick(people)
  return {
    home: 'group',
    way: null,
    device: {
      ...makeCommon(random, calendar, person),
      deviceName: `${android ? 'Android' : 'LAPTOP'}-${random.letters(7, serialAlphabet)}`,
      managedDeviceName: `${person?.userPrincipalName ?? 'shared'}_${android ? 'Android' : 'Windows'}`,
      serialNumber: random.letters(android ? 11 : 8, serialAlphabet),
      model: android ? 'Fjord 5' : 'Workbook 14',
      manufacturer: 'Nordlys',
      operatingSystem: android ? 'Android' : 'Windows',
      osVersion: android ? '16' : '10.0.26200.1',
      deviceType: android ? 'androidForWork' : 'windowsRT',
      deviceEnrollmentType: android ? 'androidEnterpriseWorkProfile' : 'windowsAzureADJoin',
      enrollmentProfileName: null,
      managedDeviceOwnerType: android ? 'personal' : 'company',
      ownerType: android ? 'personal' : 'company',
      managementAgent: android ? 'googleCloudDevicePolicyController' : 'mdm',
      isSupervised: false,
      enrolledByUserPrincipalName: person?.userPrincipalName ?? null,
      imei: '',
      udid: null,
      iccid: null,
      wiFiMacAddress: random.letters(12, '0123456789ABCDEF'),
      ethernetMacAddress: null,
    },
  }
}

const appleShare = 430 / 640

/** The tenant's fleet: about two in three are Apple's. Serial numbers do not repeat within it. */
export const makeDevices = (seed: string, calendar: Calendar, people: Person[], count: number): Placed[] => {
  const random = randomFrom(`${seed} devices`)
  return Array.from({ length: count }, (_, index) => {
    const placed = random.chance(appleShare)
      ? makeApple(random, calendar, people)
      : makeOther(random, calendar, people)
    // A value that no documentation lists: enumerations grow.
    if (index === 11) placed.device.managementState = 'somethingNew'
    return placed
  })
}

/** Further Apple devices, as if enrolled later; a new `round` gives new ones. */
export const makeMoreDevices = (round: number, calendar: Calendar, people: Person[], count: number) => {
  const random = randomFrom(`more devices ${round}`)
  return Array.from({ length: count }, () => makeApple(random, calendar, people).device)
}
