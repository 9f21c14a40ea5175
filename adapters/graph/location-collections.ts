import type {
  IosVppApp,
  IosVppEBook,
  VppToken,
  VppTokenRevokeLicensesActionResult,
} from '@microsoft/microsoft-graph-types-beta'
import type { AppKind, Revocation } from '#domain/tenant.ts'
import { type CollectionOf, type Completeness, cast, namesOf, plainList, query } from './collection.ts'
import { reading, typeOf, type WireRecord } from './wire-record.ts'

export const locationTokensPath = '/beta/deviceAppManagement/vppTokens'
export const appsPath = '/beta/deviceAppManagement/mobileApps'

const tokenNames = namesOf<VppToken>()(
  'id',
  'displayName',
  'organizationName',
  'locationName',
  'vppTokenAccountType',
  'appleId',
  'expirationDateTime',
  'lastSyncDateTime',
  'state',
  'countryOrRegion',
  'dataSharingConsentGranted',
  'roleScopeTagIds',
  'tokenActionResults',
)
const accountTypes = { business: 'business', education: 'education' } as const
const tokenStates = {
  valid: 'valid',
  expired: 'expired',
  invalid: 'invalid',
  assignedToExternalMDM: 'heldElsewhere',
  duplicateLocationId: 'duplicateLocation',
} as const
const revocationStates = {
  none: 'none',
  pending: 'pending',
  active: 'active',
  done: 'done',
  failed: 'failed',
  canceled: 'cancelled',
  notSupported: 'notSupported',
} as const
const failureReasons = {
  none: 'none',
  appleFailure: 'apple',
  internalError: 'internal',
  expiredVppToken: 'expiredToken',
  expiredApplePushNotificationCertificate: 'expiredPushCertificate',
} as const

/**
 * `GET /deviceAppManagement/vppTokens` (beta): the location tokens. Always with `$select`: the property
 * `token` is a live credential.
 */
export const locationTokens: CollectionOf<'locationTokens'> = {
  ...plainList,
  path: () => locationTokensPath,
  queries: () => [query({ select: tokenNames }), query({ select: tokenNames.slice(0, -1) })],
  permission: 'locationTokens',
  rowOf: (record) => {
    const at = reading<VppToken>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    return {
      externalId,
      name: at.text('displayName'),
      organisationName: at.text('organizationName'),
      locationName: at.text('locationName'),
      accountType: at.word('vppTokenAccountType', accountTypes),
      appleId: at.text('appleId'),
      expiresAt: at.instant('expirationDateTime'),
      lastSyncAt: at.instant('lastSyncDateTime'),
      state: at.word('state', tokenStates),
      country: at.text('countryOrRegion')?.toUpperCase() ?? null,
      consentGranted: at.flag('dataSharingConsentGranted'),
      scopeTags: at.texts('roleScopeTagIds'),
      revocations: at.records('tokenActionResults').filter(isRevocation).map(revocationOf),
    }
  },
}

/** The list of results also holds other actions, such as syncs. */
const isRevocation = (record: WireRecord): boolean => {
  const name = reading<VppTokenRevokeLicensesActionResult>(record).text('actionName')
  return /revoke/i.test(`${typeOf(record) ?? ''} ${name ?? ''}`)
}

const revocationOf = (record: WireRecord): Revocation => {
  const at = reading<VppTokenRevokeLicensesActionResult>(record)
  const failure = at.has('actionFailureReason') ? at.word('actionFailureReason', failureReasons) : 'none'
  return {
    state: at.word('actionState', revocationStates),
    total: at.count('totalLicensesCount'),
    failed: at.count('failedLicensesCount'),
    failureReason: failure === 'none' ? null : failure,
    startedAt: at.instant('startDateTime'),
    updatedAt: at.instant('lastUpdatedDateTime'),
  }
}

/** Graph's type of each kind of app that a location token licenses. */
export const appTypes: Record<AppKind, string> = { ios: 'iosVppApp', macos: 'macOsVppApp' }
const appFilter = `isof('microsoft.graph.${appTypes.ios}') or isof('microsoft.graph.${appTypes.macos}')`
const appNames = namesOf<IosVppApp>()('id', 'displayName', 'isAssigned')
const licensedNames = namesOf<IosVppApp>()('bundleId', 'vppTokenId', 'totalLicenseCount', 'usedLicenseCount')
/** Only iOS apps have it, so it tells the two apart where the server leaves `@odata.type` out. */
const iosAppNames = namesOf<IosVppApp>()('applicableDeviceType')

const castApps = [
  ...appNames,
  ...cast(appTypes.ios, [...licensedNames, ...iosAppNames]),
  ...cast(appTypes.macos, licensedNames),
]
const plainApps = [...appNames, ...licensedNames, ...iosAppNames]

/** Whether an answer says of each of ours whose licences it has. One without a type may be of ours. */
const knowsItsToken =
  (isOurs: (record: WireRecord) => boolean) =>
  (records: readonly WireRecord[]): Completeness => {
    const ours = records.filter((record) => typeOf(record) === null || isOurs(record))
    if (ours.length === 0) return 'undetermined'
    return ours.every((record) => reading<IosVppApp>(record).has('vppTokenId')) ? 'complete' : 'lacking'
  }

const isLocationApp = (record: WireRecord): boolean => {
  const type = typeOf(record)
  if (type === null) return reading<IosVppApp>(record).has('vppTokenId')
  return type === appTypes.ios || type === appTypes.macos
}

/**
 * `GET /deviceAppManagement/mobileApps` (beta), a list of every type of app. The `isof` filter is common
 * practice rather than documented, so what comes is filtered again here. App records hold no secret: asking
 * without `$select` is the last resort of a server that understands neither form.
 */
export const locationApps: CollectionOf<'locationApps'> = {
  ...plainList,
  path: () => appsPath,
  queries: () => [
    query({ filter: appFilter, select: castApps }),
    query({ filter: appFilter, select: plainApps }),
    query({ select: castApps }),
    query({ select: plainApps }),
    query({ filter: appFilter }),
    query({}),
  ],
  permission: 'locationApps',
  completeness: knowsItsToken(isLocationApp),
  /** An app of which nobody says whose licences it has would count for no token at all. */
  isUseless: (record) =>
    typeOf(record) !== null && isLocationApp(record) && !reading<IosVppApp>(record).has('vppTokenId'),
  rowOf: (record) => {
    if (!isLocationApp(record)) return 'skipped'
    const at = reading<IosVppApp>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    const type = typeOf(record)
    const isIos = type === appTypes.ios || (type === null && at.has('applicableDeviceType'))
    return {
      externalId,
      kind: isIos ? 'ios' : 'macos',
      name: at.text('displayName'),
      bundleId: at.text('bundleId'),
      tokenExternalId: at.key('vppTokenId'),
      totalLicences: at.count('totalLicenseCount'),
      usedLicences: at.count('usedLicenseCount'),
      isAssigned: at.flag('isAssigned'),
    }
  },
}

/** Graph's type of the books of location tokens. */
const bookType = 'iosVppEBook'
const bookNames = namesOf<IosVppEBook>()('id', 'displayName')
const licensedBookNames = namesOf<IosVppEBook>()('vppTokenId', 'totalLicenseCount', 'usedLicenseCount')

const isLocationBook = (record: WireRecord): boolean => {
  const type = typeOf(record)
  return type === null ? reading<IosVppEBook>(record).has('vppTokenId') : type === bookType
}

/** `GET /deviceAppManagement/managedEBooks` (v1.0), a list of every type of book. Its records hold no secret. */
export const locationBooks: CollectionOf<'locationBooks'> = {
  ...plainList,
  path: () => '/v1.0/deviceAppManagement/managedEBooks',
  queries: () => [
    query({ select: [...bookNames, ...cast(bookType, licensedBookNames)] }),
    query({ select: [...bookNames, ...licensedBookNames] }),
    query({}),
  ],
  permission: 'locationApps',
  completeness: knowsItsToken(isLocationBook),
  rowOf: (record) => {
    if (!isLocationBook(record)) return 'skipped'
    const at = reading<IosVppEBook>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    return {
      externalId,
      kind: 'book',
      name: at.text('displayName'),
      tokenExternalId: at.key('vppTokenId'),
      totalLicences: at.count('totalLicenseCount'),
      usedLicences: at.count('usedLicenseCount'),
    }
  },
}
