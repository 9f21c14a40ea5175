import type { Random } from './random.ts'

/** How an Apple device came under management, in Intune's `deviceEnrollmentType`. */
export const enrolmentTypes = {
  automatedWithUser: 'appleBulkWithUser',
  automatedShared: 'appleBulkWithoutUser',
  byUser: 'userEnrollment',
  accountDriven: 'appleUserEnrollment',
} as const
export type EnrolmentWay = keyof typeof enrolmentTypes

type Family = {
  share: number
  /** Intune's spelling, and how some clients report it: readers must not depend on the case. */
  operatingSystems: readonly [string, ...string[]]
  deviceType: string
  models: readonly string[]
  versions: readonly string[]
  ways: readonly EnrolmentWay[]
}

/** Shares are parts of the Apple devices; ways are repeated to weigh them. */
const families: readonly Family[] = [
  {
    share: 0.46,
    operatingSystems: ['iOS', 'IOS', 'ios'],
    deviceType: 'iPhone',
    models: ['iPhone SE', 'iPhone 14', 'iPhone 15', 'iPhone 16', 'iPhone 16 Pro'],
    versions: ['17.7.2', '18.6', '19.1', '19.2'],
    ways: ['automatedWithUser', 'automatedWithUser', 'automatedWithUser', 'byUser', 'accountDriven'],
  },
  {
    share: 0.3,
    operatingSystems: ['iPadOS', 'iPadOs', 'iOS'],
    deviceType: 'iPad',
    models: ['iPad (9th generation)', 'iPad (10th generation)', 'iPad Air (M2)', 'iPad mini (A17 Pro)'],
    versions: ['17.7', '18.5', '19.2'],
    ways: ['automatedShared', 'automatedShared', 'automatedWithUser', 'automatedShared', 'accountDriven'],
  },
  {
    share: 0.19,
    operatingSystems: ['macOS', 'MacOS', 'MACOS'],
    deviceType: 'macMDM',
    models: ['MacBook Air (M2)', 'MacBook Air (M3)', 'MacBook Pro 14 (M4)', 'Mac mini (M4)'],
    versions: ['14.8', '15.6', '26.1'],
    ways: ['automatedWithUser', 'automatedWithUser', 'automatedWithUser', 'byUser'],
  },
  {
    share: 0.04,
    operatingSystems: ['tvOS', 'tvos'],
    deviceType: 'tvOS',
    models: ['Apple TV 4K (3rd generation)'],
    versions: ['18.6', '26.0'],
    ways: ['automatedShared'],
  },
  {
    share: 0.01,
    operatingSystems: ['visionOS'],
    deviceType: 'visionOS',
    models: ['Apple Vision Pro'],
    versions: ['2.6', '26.1'],
    ways: ['automatedWithUser'],
  },
]

/** One family, by share. */
export const pickFamily = (random: Random): Family => {
  let rest = random.next()
  for (const family of families) {
    rest -= family.share
    if (rest < 0) return family
  }
  return random.pick(families)
}

const usualCaseShare = 0.95

/** The operating system as this device reports it: mostly in the usual case. */
export const pickOperatingSystem = (family: Family, random: Random): string =>
  random.chance(usualCaseShare) ? family.operatingSystems[0] : random.pick(family.operatingSystems)
