import type {
  DepIOSEnrollmentProfile,
  DepOnboardingSetting,
  EnrollmentProfile,
  ImportedAppleDeviceIdentity,
} from '@microsoft/microsoft-graph-types-beta'
import { type ProfilePlatform, serialOf } from '#domain/tenant.ts'
import {
  type CollectionOf,
  type Completeness,
  cast,
  namesOf,
  plainList,
  query,
  segment,
} from './collection.ts'
import { reading, typeOf, type WireRecord } from './wire-record.ts'

export const enrolmentTokensPath = '/beta/deviceManagement/depOnboardingSettings'

const tokenNames = namesOf<DepOnboardingSetting>()(
  'id',
  'tokenName',
  'appleIdentifier',
  'tokenType',
  'tokenExpirationDateTime',
  'lastSuccessfulSyncDateTime',
  'lastSyncErrorCode',
  'syncedDeviceCount',
  'shareTokenWithSchoolDataSyncService',
  'dataSharingConsentGranted',
  'roleScopeTagIds',
)
const tokenTypes = { dep: 'dep', appleSchoolManager: 'asm' } as const

/** `GET /deviceManagement/depOnboardingSettings` (beta): the enrolment program tokens. */
export const enrolmentTokens: CollectionOf<'enrolmentTokens'> = {
  ...plainList,
  path: () => enrolmentTokensPath,
  queries: () => [query({ select: tokenNames }), query({ select: tokenNames.slice(0, 8) })],
  permission: 'enrolmentTokens',
  rowOf: (record) => {
    const at = reading<DepOnboardingSetting>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    return {
      externalId,
      name: at.text('tokenName'),
      appleId: at.text('appleIdentifier'),
      type: at.word('tokenType', tokenTypes),
      expiresAt: at.instant('tokenExpirationDateTime'),
      lastSyncAt: at.instant('lastSuccessfulSyncDateTime'),
      lastSyncErrorCode: at.count('lastSyncErrorCode'),
      syncedDeviceCount: at.count('syncedDeviceCount'),
      sharedWithSchoolDataSync: at.flag('shareTokenWithSchoolDataSyncService'),
      consentGranted: at.flag('dataSharingConsentGranted'),
      scopeTags: at.texts('roleScopeTagIds'),
    }
  },
}

const baseNames = namesOf<EnrollmentProfile>()('id', 'displayName')
const programNames = namesOf<DepIOSEnrollmentProfile>()(
  'isDefault',
  'supportDepartment',
  'supportPhoneNumber',
  'profileRemovalDisabled',
)
const iosNames = namesOf<DepIOSEnrollmentProfile>()('companyPortalVppTokenId')

const platformOfType: Record<string, ProfilePlatform> = {
  depIOSEnrollmentProfile: 'ios',
  depMacOSEnrollmentProfile: 'macos',
  depTvOSEnrollmentProfile: 'tvos',
  depVisionOSEnrollmentProfile: 'visionos',
}

/** The types that have the properties of the enrolment program; tvOS and visionOS profiles have none. */
const isProgramProfile = (record: WireRecord): boolean => {
  const type = typeOf(record)
  return type === null || type === 'depIOSEnrollmentProfile' || type === 'depMacOSEnrollmentProfile'
}

/**
 * `GET .../depOnboardingSettings/{id}/enrollmentProfiles` (beta), a list of several derived types. Never
 * without `$select`: a macOS profile holds `adminAccountPassword`.
 */
export const enrolmentProfiles: CollectionOf<'enrolmentProfiles'> = {
  ...plainList,
  path: ({ tokenExternalId }) => `${enrolmentTokensPath}/${segment(tokenExternalId)}/enrollmentProfiles`,
  queries: () => [
    query({
      select: [
        ...baseNames,
        ...cast('depEnrollmentBaseProfile', programNames),
        ...cast('depIOSEnrollmentProfile', iosNames),
      ],
    }),
    query({
      select: [
        ...baseNames,
        ...cast('depIOSEnrollmentProfile', [...programNames, ...iosNames]),
        ...cast('depMacOSEnrollmentProfile', programNames),
      ],
    }),
    query({ select: [...baseNames, ...programNames, ...iosNames] }),
    query({ select: baseNames }),
  ],
  whenNotFound: 'notFound',
  permission: 'enrolmentTokens',
  completeness: (records): Completeness => {
    const programProfiles = records.filter(isProgramProfile).map(reading<DepIOSEnrollmentProfile>)
    if (programProfiles.length === 0) return 'undetermined'
    const isWhole = programProfiles.every((at) => at.has('isDefault') && at.has('supportDepartment'))
    return isWhole ? 'complete' : 'lacking'
  },
  rowOf: (record, { tokenExternalId }) => {
    const at = reading<DepIOSEnrollmentProfile>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    const type = typeOf(record) ?? ''
    return {
      externalId,
      tokenExternalId,
      name: at.text('displayName'),
      platform: Object.hasOwn(platformOfType, type) ? (platformOfType[type] ?? 'unknown') : 'unknown',
      isDefault: at.flag('isDefault'),
      supportDepartment: at.text('supportDepartment'),
      supportPhone: at.text('supportPhoneNumber'),
      profileRemovalDisabled: at.flag('profileRemovalDisabled'),
      companyPortalTokenId: at.key('companyPortalVppTokenId'),
    }
  },
}

const identityNames = namesOf<ImportedAppleDeviceIdentity>()(
  'id',
  'serialNumber',
  'discoverySource',
  'isDeleted',
)
const sources = { deviceEnrollmentProgram: 'enrolmentProgram', adminImport: 'adminImport' } as const

/** `GET .../depOnboardingSettings/{id}/importedAppleDeviceIdentities` (beta): up to 200,000 for one token. */
export const identities: CollectionOf<'identities'> = {
  ...plainList,
  path: ({ tokenExternalId }) =>
    `${enrolmentTokensPath}/${segment(tokenExternalId)}/importedAppleDeviceIdentities`,
  queries: () => [query({ select: identityNames })],
  whenNotFound: 'notFound',
  permission: 'enrolmentTokens',
  rowOf: (record, { tokenExternalId }) => {
    const at = reading<ImportedAppleDeviceIdentity>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    return {
      externalId,
      tokenExternalId,
      serial: serialOf(at.text('serialNumber')),
      source: at.word('discoverySource', sources),
      isDeleted: at.flag('isDeleted') === true,
    }
  },
}
