/**
 * The closed lists the catalogue's data chooses from. Each list is also the list of keys of a block of
 * `messages.catalogue`: the data holds no words of ours.
 */

export const editionIds = ['2023-12', 'pre-2023-12'] as const
export type EditionId = (typeof editionIds)[number]

/** What sort of data an element is; the middle column of the flow picture. */
export const kinds = [
  'deviceIdentifier',
  'deviceDescription',
  'enrolmentProfile',
  'credential',
  'personIdentifier',
  'pseudonym',
  'contactData',
  'organisationDetail',
] as const
export type Kind = (typeof kinds)[number]

/** Whom an element is about; the last column of the flow picture. */
export const whose = ['devices', 'people', 'administrators', 'organisation'] as const
export type Whose = (typeof whose)[number]

/**
 * How an element leads to a person. `pseudonymous`: only with further information, as a serial number does.
 * `secret`: a credential, never shown whoever it concerns.
 */
export const identifiabilities = ['direct', 'pseudonymous', 'organisational', 'secret'] as const

/** Whose number is shown beside an element. `none`: nothing Graph answers can be counted for it. */
export const counted = [...whose, 'none'] as const
export type Counted = (typeof counted)[number]

/** Why an element is counted so: `messages.catalogue.counting`. */
export const countingReasons = [
  'managedAppleDevices',
  'programIdentities',
  'licensedDevices',
  'licensedPeople',
  'accountOfConnection',
  'oneOrganisation',
  'onePerConnection',
  'onePerProfile',
  'notShownByGraph',
] as const

/**
 * Which way an element travels in Apple's own protocols, a second fact beside Microsoft's claim that all of
 * them are sent. `undocumented`: no key of Apple's published protocols is known to carry it.
 */
export const directions = ['toApple', 'answeredByApple', 'both', 'undocumented'] as const

/** The call of Apple's protocol behind a direction: `messages.catalogue.directionNotes`. */
export const directionNotes = [
  'pushCarriesToken',
  'authorisesCalls',
  'accountAnswer',
  'deviceRecordAnswer',
  'serialBothWays',
  'profileAssignment',
  'profileDefinition',
  'profileDevices',
  'distributionUser',
  'assignmentSerials',
  'noKnownKey',
] as const

/** Whether Graph shows Intune's copy of the value. It never shows the sending itself. */
export const observabilities = ['yes', 'partly', 'no'] as const

/** Why Graph shows a value partly or not at all: `messages.catalogue.observationLimits`. */
export const observationLimits = [
  'neverShown',
  'neverRequested',
  'heldByAppleOnly',
  'noSuchProperty',
  'intuneOwnName',
  'intuneOwnState',
  'intuneOwnIdentifier',
  'perhapsIntuneOwnText',
  'typedNotVerified',
  'enrolledDevicesOnly',
  'coarserPlatform',
  'requestedNotSent',
  'relatedIdentifier',
  'macLicencesNameUsersOnly',
] as const

/** What a reader should know beside the page's words: `messages.catalogue.annotations`. */
export const annotations = [
  'calledPushToken',
  'pushTokenSinglesOutDevice',
  'neverRead',
  'olderPageTranslatesKey',
  'personOrRoleAddress',
  'typedByAdministrator',
  'mayNamePerson',
  'freeText',
  'linkableToPeople',
  'includesNeverEnrolled',
  'concernsEveryDevice',
  'recordedPerDevice',
  'moreValuesAtApple',
  'mappingInferred',
  'userEnrolmentHasNoSerial',
] as const
