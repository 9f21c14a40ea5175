import type { Deed, EventSubject } from './intune-event.ts'

/**
 * What a reading learns about a tenant, in Pomona's words and as plain JSON-able records. `null` means that
 * Microsoft gave no value, or its "never" (0001-01-01). Times are ISO 8601 in UTC. Values Microsoft may add
 * later arrive as `unknown`. `externalId` is Microsoft's key, spelled exactly as Microsoft spelled it.
 */

/** Microsoft's own record of the organisation; Apple's org_name and the like are a different record. */
export type TenantOrganisation = {
  externalId: string
  name: string | null
  street: string | null
  city: string | null
  postalCode: string | null
  state: string | null
  countryCode: string | null
  phones: string[]
  technicalContacts: string[]
  privacyContact: string | null
  privacyStatementUrl: string | null
}

/** `cleared`: the record still exists but names no Apple account, which is not the same as deleted. */
export type PushCertificate = {
  externalId: string
  appleId: string | null
  topic: string | null
  serialNumber: string | null
  expiresAt: string | null
  changedAt: string | null
  uploadStatus: string | null
  uploadFailure: string | null
  cleared: boolean
}

/** An administrator's agreement that Intune shares data with a service; not a data subject's consent. */
export type SharingAuthorisation = {
  externalId: string
  service: string | null
  concernsApple: boolean
  granted: boolean | null
  grantedAt: string | null
  grantedBy: { entraId: string | null; upn: string | null } | null
  termsUrl: string | null
}

/** Whether the tenant's administrators agreed that user and device data goes to Apple (Graph: "adminConsent"). */
export type AdminConsent = {
  externalId: string
  shareApnsData: 'granted' | 'notGranted' | 'notConfigured' | 'unknown'
}

/** A user of the tenant's directory. `isEnabled` is null where the registration may not see it. */
export type DirectoryUser = {
  externalId: string
  isEnabled: boolean | null
  /** Every address it was found to have, in small letters: the sign-in name, mail, aliases, other mail. */
  addresses: string[]
}

/**
 * One event of Intune's audit log. Old and new values of what changed are left where they are: only names are taken.
 * `at` is null where Intune does not say when.
 */
export type IntuneEvent = {
  externalId: string
  at: string | null
  activity: string
  activityType: string
  category: string
  result: string
  actor: { upn: string | null; entraId: string | null; application: string | null }
  /** At least one: an event that names nothing has one without an id. */
  resources: EventResource[]
}

/** `subject`: what of Apple's its words speak of; null when they are not known. */
export type EventResource = {
  resourceId: string
  type: string
  name: string | null
  subject: EventSubject | null
  deed: Deed
  /** Names of the properties that changed. */
  changed: string[]
}

export type EnrolmentToken = {
  externalId: string
  name: string | null
  appleId: string | null
  type: 'dep' | 'asm' | 'unknown'
  expiresAt: string | null
  lastSyncAt: string | null
  lastSyncErrorCode: number | null
  syncedDeviceCount: number | null
  sharedWithSchoolDataSync: boolean | null
  consentGranted: boolean | null
  scopeTags: string[]
}

export type ProfilePlatform = 'ios' | 'macos' | 'tvos' | 'visionos' | 'unknown'

export type EnrolmentProfile = {
  externalId: string
  tokenExternalId: string
  name: string | null
  platform: ProfilePlatform
  isDefault: boolean | null
  supportDepartment: string | null
  supportPhone: string | null
  profileRemovalDisabled: boolean | null
  companyPortalTokenId: string | null
}

/** A serial number exchanged with Apple through an enrolment token, enrolled or not. */
export type Identity = {
  externalId: string
  tokenExternalId: string
  serial: string | null
  source: 'enrolmentProgram' | 'adminImport' | 'unknown'
  isDeleted: boolean
}

export type RevocationState =
  | 'none'
  | 'pending'
  | 'active'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'notSupported'
  | 'unknown'

export type Revocation = {
  state: RevocationState
  total: number | null
  failed: number | null
  failureReason: 'apple' | 'internal' | 'expiredToken' | 'expiredPushCertificate' | 'unknown' | null
  startedAt: string | null
  updatedAt: string | null
}

export type LocationTokenState =
  | 'valid'
  | 'expired'
  | 'invalid'
  | 'heldElsewhere'
  | 'duplicateLocation'
  | 'unknown'

export type LocationToken = {
  externalId: string
  name: string | null
  organisationName: string | null
  locationName: string | null
  accountType: 'business' | 'education' | 'unknown'
  appleId: string | null
  expiresAt: string | null
  lastSyncAt: string | null
  state: LocationTokenState
  country: string | null
  consentGranted: boolean | null
  scopeTags: string[]
  revocations: Revocation[]
}

export type AppKind = 'ios' | 'macos'

/** A book of a location token. Graph tells how many licences are in use, and not who holds them. */
export type LocationBook = {
  externalId: string
  kind: 'book'
  name: string | null
  tokenExternalId: string | null
  totalLicences: number | null
  usedLicences: number | null
}

export type LocationApp = {
  externalId: string
  kind: AppKind
  name: string | null
  bundleId: string | null
  tokenExternalId: string | null
  totalLicences: number | null
  usedLicences: number | null
  isAssigned: boolean | null
}

/** Of a person at least one of `entraId` and `upn` is known. */
export type LicenceHolder =
  | { kind: 'device'; managedDeviceId: string; name: string | null }
  | { kind: 'person'; entraId: string | null; upn: string | null; name: string | null }
  | { kind: 'unknown' }

export type Licence = { externalId: string; appExternalId: string; holder: LicenceHolder }

/** At least one of `entraId` and `upn` is known. */
export type DevicePerson = {
  entraId: string | null
  upn: string | null
  name: string | null
  email: string | null
}

export const appleSystems = ['iOS', 'iPadOS', 'macOS', 'tvOS', 'visionOS'] as const
export type AppleSystem = (typeof appleSystems)[number]

export const ownerships = ['company', 'personal', 'unknown'] as const
export type Ownership = (typeof ownerships)[number]

export const enrolmentTypes = [
  'userDriven',
  'enrolmentManager',
  'appleBulkWithUser',
  'appleBulkWithoutUser',
  'appleUserEnrolment',
  'appleUserEnrolmentWithServiceAccount',
  'appleAccountDrivenUserEnrolment',
  'unknown',
] as const
export type EnrolmentType = (typeof enrolmentTypes)[number]

export const managementStates = [
  'managed',
  'retirePending',
  'retireFailed',
  'retireIssued',
  'retireCancelled',
  'wipePending',
  'wipeFailed',
  'wipeIssued',
  'wipeCancelled',
  'deletePending',
  'unhealthy',
  'discovered',
  'unknown',
] as const
export type ManagementState = (typeof managementStates)[number]

export type ManagedDevice = {
  intuneId: string
  serial: string | null
  name: string | null
  model: string | null
  operatingSystem: AppleSystem
  osVersion: string | null
  ownership: Ownership
  enrolmentType: EnrolmentType
  isSupervised: boolean | null
  managementState: ManagementState
  person: DevicePerson | null
}

/**
 * A serial number fit for joining records: trimmed and upper-case, or null for the placeholders that stand
 * where a device reports none (User Enrollment sends no serial number at all).
 */
export const serialOf = (text: string | null): string | null => {
  const serial = text?.trim().toUpperCase() ?? ''
  return serial === '' || serial === '0' || serial === 'UNKNOWN' ? null : serial
}

/** The Apple system a device reports, whatever the case it is written in; null for every other system. */
export const appleSystemOf = (text: string | null): AppleSystem | null => {
  const written = text?.trim().toLowerCase()
  return appleSystems.find((system) => system.toLowerCase() === written) ?? null
}
