import type { Calendar } from './calendar.ts'
import { never } from './calendar.ts'
import { type Home, makeSerial, type Placed } from './devices.ts'
import { makeProfiles } from './profiles.ts'
import { type Random, randomFrom } from './random.ts'
import type { Enrolment, EnrolmentToken, Identity } from './records.ts'

export type EnrolmentPlan = {
  home: Home
  tokenName: string
  tokenType: string
  appleIdentifier: string
  expiresInDays: number
  schoolDataSync: boolean
}

/** The two `dep` tokens stand behind one account; the school's account also holds a location token. */
const plans: readonly EnrolmentPlan[] = [
  {
    home: 'group',
    tokenName: 'Lindegaard ADE',
    tokenType: 'dep',
    appleIdentifier: 'ade@lindegaard.example',
    expiresInDays: 211,
    schoolDataSync: false,
  },
  {
    home: 'retail',
    tokenName: 'Skagen Retail ADE',
    tokenType: 'dep',
    appleIdentifier: 'ade@lindegaard.example',
    expiresInDays: 61,
    schoolDataSync: false,
  },
  {
    home: 'academy',
    tokenName: 'Lindegaard Academy',
    tokenType: 'appleSchoolManager',
    appleIdentifier: 'school-it@academy.lindegaard.example',
    expiresInDays: 9,
    schoolDataSync: true,
  },
]

const platforms: Record<string, string> = {
  iPhone: 'ios',
  iPad: 'ios',
  macMDM: 'macOS',
  tvOS: 'tvOS',
  visionOS: 'visionOS',
}

/** A device as its enrolment token lists it. */
export const makeIdentity = (
  random: Random,
  calendar: Calendar,
  serialNumber: string,
  profileId: string,
): Identity => ({
  id: random.guid(),
  serialNumber,
  requestedEnrollmentProfileId: profileId,
  requestedEnrollmentProfileAssignmentDateTime: calendar(-30 - random.below(600)),
  isSupervised: true,
  discoverySource: 'deviceEnrollmentProgram',
  isDeleted: random.chance(0.3) ? null : false,
  createdDateTime: calendar(-640 - random.below(200)),
  lastContactedDateTime: calendar(-random.below(30)),
  description: 'IPAD 10TH GEN WI-FI 64GB',
  enrollmentState: 'enrolled',
  platform: 'ios',
})

/** Devices that came through the program, bought ones never switched on, strays, and released ones. */
const makeIdentities = (
  random: Random,
  calendar: Calendar,
  fleet: Placed[],
  profileId: string,
): Identity[] => {
  const enrolled = fleet.map(({ device }) => ({
    ...makeIdentity(random, calendar, device.serialNumber ?? '', profileId),
    description: String(device.model).toUpperCase(),
    platform: platforms[String(device.deviceType)] ?? 'unknown',
  }))
  const unused = Array.from({ length: 2 + Math.ceil(fleet.length * 0.14) }, () => ({
    ...makeIdentity(random, calendar, makeSerial(random), profileId),
    enrollmentState: 'notContacted',
    lastContactedDateTime: never,
    requestedEnrollmentProfileAssignmentDateTime: null,
  }))
  const imported = Array.from({ length: 3 }, () => ({
    ...makeIdentity(random, calendar, makeSerial(random), profileId),
    discoverySource: 'adminImport',
    enrollmentState: 'notContacted',
    isSupervised: false,
  }))
  const released = Array.from({ length: 4 }, () => ({
    ...makeIdentity(random, calendar, makeSerial(random), profileId),
    isDeleted: true,
    enrollmentState: 'unknown',
  }))
  // Values that no documentation lists: enumerations grow.
  const novel = [
    { ...makeIdentity(random, calendar, makeSerial(random), profileId), platform: 'visionOS2' },
    { ...makeIdentity(random, calendar, makeSerial(random), profileId), enrollmentState: 'somethingNew' },
  ]
  return [...enrolled, ...unused, ...imported, ...released, ...novel]
}

const throughProgram = ({ device, way }: Placed): boolean =>
  (way === 'automatedWithUser' || way === 'automatedShared') && Boolean(device.serialNumber)

const movedSerials = 4

export const makeToken = (
  calendar: Calendar,
  id: string,
  plan: EnrolmentPlan,
  synced: number,
): EnrolmentToken => ({
  id,
  appleIdentifier: plan.appleIdentifier,
  tokenExpirationDateTime: calendar(plan.expiresInDays),
  lastModifiedDateTime: calendar(plan.expiresInDays - 365),
  lastSuccessfulSyncDateTime: calendar(-0.3),
  lastSyncTriggeredDateTime: calendar(-0.3),
  shareTokenWithSchoolDataSyncService: plan.schoolDataSync,
  // 3 is Apple's "terms not accepted": somebody must sign in at Apple and agree to them again.
  lastSyncErrorCode: plan.home === 'retail' ? 3 : 0,
  tokenType: plan.tokenType,
  tokenName: plan.tokenName,
  syncedDeviceCount: synced,
  dataSharingConsentGranted: true,
  roleScopeTagIds: ['0'],
})

/**
 * The three enrolment tokens. A few serials of the first are also in the second: devices that moved between the
 * two programs and were never taken out of the one they left.
 */
export const makeEnrolments = (
  seed: string,
  calendar: Calendar,
  fleet: readonly Placed[],
  companyPortalTokenId: string,
): Enrolment[] => {
  const enrolments = plans.map((plan): Enrolment => {
    const random = randomFrom(`${seed} enrolment ${plan.home}`)
    const id = random.guid()
    const profiles = makeProfiles(random, id, plan.home, companyPortalTokenId)
    const own = fleet.filter((placed) => placed.home === plan.home && throughProgram(placed))
    const identities = makeIdentities(random, calendar, own, profiles.rows[0]?.id ?? '')
    const token = makeToken(calendar, id, plan, identities.length)
    const { rows, defaultIosProfileId, defaultMacOsProfileId } = profiles
    const atApple = { isUnassignedAtApple: false, deletedHere: [] }
    return { token, profiles: rows, defaultIosProfileId, defaultMacOsProfileId, identities, ...atApple }
  })
  const [first, second] = enrolments
  const random = randomFrom(`${seed} moved`)
  for (const { serialNumber } of first?.identities.slice(0, movedSerials) ?? [])
    second?.identities.push(makeIdentity(random, calendar, serialNumber, second.profiles[0]?.id ?? ''))
  return enrolments
}
