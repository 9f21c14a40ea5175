import type {
  AdminConsent,
  ApplePushNotificationCertificate,
  DataSharingConsent,
  DeviceManagement,
  Organization,
  PrivacyProfile,
} from '@microsoft/microsoft-graph-types-beta'
import { done } from '#domain/outcome.ts'
import { type CollectionOf, type LookFurther, namesOf, plainList, query } from './collection.ts'
import { reading } from './wire-record.ts'

const organisationNames = namesOf<Organization>()(
  'id',
  'displayName',
  'street',
  'city',
  'postalCode',
  'state',
  'countryLetterCode',
  'businessPhones',
  'technicalNotificationMails',
  'privacyProfile',
)

/** `GET /organization` (Graph: "List organizations"). A directory call: it needs no Intune licence. */
export const organisation: CollectionOf<'organisation'> = {
  ...plainList,
  path: () => '/v1.0/organization',
  queries: () => [query({ select: organisationNames }), query({ select: organisationNames.slice(0, 7) })],
  whenNotFound: 'notFound',
  permission: 'organisation',
  rowOf: (record) => {
    const at = reading<Organization>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    const privacy = reading<PrivacyProfile>(at.record('privacyProfile'))
    return {
      externalId,
      name: at.text('displayName'),
      street: at.text('street'),
      city: at.text('city'),
      postalCode: at.text('postalCode'),
      state: at.text('state'),
      countryCode: at.text('countryLetterCode')?.toUpperCase() ?? null,
      phones: at.texts('businessPhones'),
      technicalContacts: at.texts('technicalNotificationMails'),
      privacyContact: privacy.text('contactEmail'),
      privacyStatementUrl: privacy.text('statementUrl'),
    }
  },
}

const certificateNames = namesOf<ApplePushNotificationCertificate>()(
  'id',
  'appleIdentifier',
  'topicIdentifier',
  'expirationDateTime',
  'lastModifiedDateTime',
  'certificateSerialNumber',
  'certificateUploadStatus',
  'certificateUploadFailureReason',
)

const pushCertificatePath = '/v1.0/deviceManagement/applePushNotificationCertificate'

/**
 * With the certificate all devices of a tenant are gone, and a 404 is also what a service answers that looked up the
 * tenant's licence in vain: it is believed when it is said twice.
 */
const lookAgain: LookFurther<null> = async (session) => {
  const again = await session.get(pushCertificatePath + query({ select: certificateNames }))
  if (!again.ok) return again
  return done(again.value.status === 404 ? 'absent' : 'present')
}

/**
 * `GET /deviceManagement/applePushNotificationCertificate`: one per tenant. 404 is how Intune says that there
 * is none. The certificate itself is never asked for.
 */
export const pushCertificate: CollectionOf<'pushCertificate'> = {
  ...plainList,
  path: () => pushCertificatePath,
  queries: () => [query({ select: certificateNames }), query({ select: certificateNames.slice(0, 5) })],
  isSingle: true,
  whenNotFound: lookAgain,
  permission: 'pushCertificate',
  rowOf: (record) => {
    const at = reading<ApplePushNotificationCertificate>(record)
    const appleId = at.text('appleIdentifier')
    // A server that leaves the property out did not say that it is empty.
    const cleared = appleId === null && at.has('appleIdentifier')
    const externalId = at.key('id')
    if (!externalId && !cleared) return 'malformed'
    return {
      externalId: externalId ?? 'applePushNotificationCertificate',
      appleId,
      topic: at.text('topicIdentifier'),
      serialNumber: at.text('certificateSerialNumber'),
      expiresAt: at.instant('expirationDateTime'),
      changedAt: at.instant('lastModifiedDateTime'),
      uploadStatus: at.text('certificateUploadStatus'),
      uploadFailure: at.text('certificateUploadFailureReason'),
      cleared,
    }
  },
}

const authorisationNames = namesOf<DataSharingConsent>()(
  'id',
  'serviceDisplayName',
  'termsUrl',
  'granted',
  'grantDateTime',
  'grantedByUpn',
  'grantedByUserId',
)

/**
 * `GET /deviceManagement/dataSharingConsents` (beta). The list also holds services of others, such as
 * `androidManagedStore`; only one of Apple's ids is known, so the names decide.
 */
export const sharingAuthorisations: CollectionOf<'sharingAuthorisations'> = {
  ...plainList,
  path: () => '/beta/deviceManagement/dataSharingConsents',
  queries: () => [query({ select: authorisationNames })],
  permission: 'sharingAuthorisations',
  rowOf: (record) => {
    const at = reading<DataSharingConsent>(record)
    const externalId = at.key('id')
    if (!externalId) return 'malformed'
    const service = at.text('serviceDisplayName')
    const entraId = at.joinKey('grantedByUserId')
    const upn = at.text('grantedByUpn')
    return {
      externalId,
      service,
      concernsApple: /apple|\b(?:ade|dep|vpp|abm|asm)\b/i.test(`${externalId} ${service ?? ''}`),
      granted: at.flag('granted'),
      grantedAt: at.instant('grantDateTime'),
      grantedBy: entraId || upn ? { entraId, upn } : null,
      termsUrl: at.text('termsUrl'),
    }
  },
}

const consentStates = {
  granted: 'granted',
  notGranted: 'notGranted',
  notConfigured: 'notConfigured',
} as const

/**
 * `GET /deviceManagement` (beta), for the one property `adminConsent`. A cloud that does not know the property
 * answers 400: it has nothing to tell.
 */
export const adminConsent: CollectionOf<'adminConsent'> = {
  ...plainList,
  path: () => '/beta/deviceManagement',
  queries: () => [query({ select: namesOf<DeviceManagement>()('adminConsent') })],
  isSingle: true,
  whenRefused: () => 'absent',
  permission: 'adminConsent',
  rowOf: (record) => {
    const at = reading<DeviceManagement>(record)
    const consent = reading<AdminConsent>(at.record('adminConsent'))
    return { externalId: 'adminConsent', shareApnsData: consent.word('shareAPNSData', consentStates) }
  },
}
