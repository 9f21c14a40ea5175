import type { JsonObject } from '../json.ts'
import type { Calendar } from './calendar.ts'
import { type Random, randomFrom } from './random.ts'
import type { AuditEvent, Enrolment, LocationToken, Person } from './records.ts'

const api = 'Microsoft.Management.Services.Api'
const yearInMilliseconds = 365 * 86_400_000

type Resource = { type: string; id: string; name?: string; changed?: readonly string[] }
type Happening = {
  at: string
  activity: string
  operation: 'Action' | 'Create' | 'Get' | 'Patch'
  component?: string
  category?: string
  failed?: true
  actor: JsonObject | null
  resources: readonly Resource[]
  /** Ids of the resources that are Apple's. */
  about: readonly string[]
}

const byAdmin = ({ id, userPrincipalName }: Person): JsonObject => ({
  auditActorType: 'ItPro',
  userId: id,
  userPrincipalName,
  applicationDisplayName: 'Microsoft Intune portal extension',
  ipAddress: '192.0.2.14',
  userPermissions: ['*'],
})

const byApplication: JsonObject = {
  auditActorType: 'Application',
  userId: null,
  userPrincipalName: null,
  applicationDisplayName: 'Lindegaard licence sync',
  servicePrincipalName: null,
  ipAddress: null,
  userPermissions: [],
}

/** Old and new values hold canaries: nobody has a reason to keep them. */
const eventOf = (random: Random, happening: Happening): AuditEvent => {
  const { at, activity, operation, component = 'Enrollment', failed, actor, resources, about } = happening
  return {
    id: random.guid(),
    displayName: activity,
    componentName: component,
    activity: null,
    activityDateTime: at,
    activityType: activity,
    activityOperationType: operation,
    activityResult: failed ? 'Failure' : 'Success',
    correlationId: random.guid(),
    category: happening.category ?? (component === 'MobileApp' ? 'Application' : component),
    actor,
    resources: resources.map(({ type, id, name = null, changed = [] }) => ({
      displayName: name,
      auditResourceType: `${api}.${type}`,
      resourceId: id,
      modifiedProperties: [...changed, 'DeviceManagementAPIVersion'].map((property) => ({
        displayName: property,
        oldValue: `CANARY-old-${property}`,
        newValue: `CANARY-new-${property}`,
      })),
    })),
    about: [...about],
  }
}

/** What Intune writes down when a push certificate is renewed: the consent, and the certificate with its new end. */
export const makeRenewalEvents = (at: string, certificateId: string, admin: Person): AuditEvent[] => {
  const random = randomFrom(`renewal ${at}`)
  const actor = byAdmin(admin)
  const consent = 'appleMDMPushCertificate'
  const certificate = {
    type: 'ApplePushNotificationCertificate',
    id: certificateId,
    changed: ['ExpirationDateTime', 'CertificateSerialNumber'],
  }
  return [
    {
      at,
      activity: 'consentToDataSharing DataSharingConsent',
      operation: 'Action' as const,
      actor,
      resources: [{ type: 'DataSharingConsent', id: consent }],
      about: [consent],
    },
    {
      at,
      activity: 'Patch ApplePushNotificationCertificate',
      operation: 'Patch' as const,
      actor,
      resources: [certificate],
      about: [certificateId],
    },
  ].map((happening) => eventOf(random, happening))
}

type Objects = {
  pushCertificate: { id: string; lastModifiedDateTime: string }
  locationTokens: readonly LocationToken[]
  enrolments: readonly Enrolment[]
}

const tokenUploads = ({ locationTokens, enrolments }: Objects, admin: Person): Happening[] => [
  ...locationTokens.map(({ id, displayName, lastModifiedDateTime }, index): Happening => {
    const isNew = index === locationTokens.length - 1
    return {
      at: String(lastModifiedDateTime),
      activity: isNew ? 'Create VppToken' : 'Patch VppToken',
      operation: isNew ? 'Create' : 'Patch',
      component: 'MobileApp',
      actor: byAdmin(admin),
      resources: [{ type: 'VppToken', id, name: displayName, changed: ['ExpirationDateTime', 'Token'] }],
      about: [id],
    }
  }),
  ...enrolments.map(
    ({ token: { id, tokenName, lastModifiedDateTime } }): Happening => ({
      at: String(lastModifiedDateTime),
      activity: 'UploadDepToken DepOnboardingSetting',
      operation: 'Action',
      actor: byAdmin(admin),
      resources: [{ type: 'DepOnboardingSetting', id, name: tokenName }],
      about: [id],
    }),
  ),
]

/** Events with several resources, one of them nobody's business; a null actor; words no documentation lists. */
const oddities = (
  calendar: Calendar,
  { locationTokens, enrolments }: Objects,
  random: Random,
): Happening[] => {
  const [enrolment] = enrolments
  const profile = enrolment?.profiles[0]
  const kiosk = locationTokens.at(-1)
  if (!enrolment || !profile || !kiosk) return []
  const profileId = String(profile.id)
  const { id, tokenName } = enrolment.token
  return [
    {
      at: calendar(-150),
      activity: 'SetDefaultIosProfile DepOnboardingSetting',
      operation: 'Action',
      actor: null,
      resources: [
        { type: 'DepOnboardingSetting', id, name: tokenName },
        { type: 'DepIOSEnrollmentProfile', id: profileId, name: String(profile.displayName) },
        { type: 'Group', id: random.guid(), name: 'All staff' },
      ],
      about: [id, profileId],
    },
    {
      at: calendar(-61.5),
      activity: 'Rebalance',
      operation: 'Action',
      component: 'Orchard',
      category: 'NotYetDocumented',
      actor: byApplication,
      resources: [{ type: 'Unheard', id: kiosk.id }],
      about: [kiosk.id],
    },
  ]
}

/** Synchronised in turn; the newest token not before it was there. */
const licenceSyncs = (calendar: Calendar, { locationTokens }: Objects, admin: Person): Happening[] =>
  Array.from({ length: 24 }, (_, index): Happening => {
    const token = locationTokens[index % locationTokens.length]
    const id = token?.id ?? ''
    return {
      at: calendar(-2 - index * 14.6),
      activity: 'SyncLicenses VppToken',
      operation: 'Action',
      component: 'MobileApp',
      ...(index % 11 === 7 ? { failed: true as const } : {}),
      actor: index % 4 === 3 ? byAdmin(admin) : byApplication,
      resources: [{ type: 'VppToken', id, ...(token ? { name: token.displayName } : {}) }],
      about: [id],
    }
  }).filter(({ at, about: [id] }) => {
    const newest = locationTokens.at(-1)
    return id !== newest?.id || at > String(newest?.lastModifiedDateTime)
  })

/** What the same log tells of other things, some of it named so that it might be mistaken for ours. */
const nobodysBusiness = (calendar: Calendar, { locationTokens }: Objects, random: Random, admin: Person) =>
  [
    { activity: 'Patch ManagedDevice', operation: 'Patch', type: 'ManagedDevice' },
    {
      activity: 'Patch DeviceConfiguration',
      operation: 'Patch',
      type: 'DeviceConfiguration',
      name: 'APNS ports',
    },
    {
      activity: 'Patch ImportedAppleDeviceIdentity',
      operation: 'Patch',
      type: 'ImportedAppleDeviceIdentity',
    },
    {
      activity: 'Patch DataSharingConsent',
      operation: 'Patch',
      type: 'DataSharingConsent',
      id: 'androidManagedStore',
    },
    { activity: 'Get VppToken', operation: 'Get', type: 'VppToken', id: locationTokens[0]?.id },
  ].flatMap(({ activity, operation, type, name, id }, kind) =>
    Array.from(
      { length: 4 },
      (_, index): Happening => ({
        at: calendar(-1 - kind - index * 83),
        activity,
        operation: operation === 'Get' ? 'Get' : 'Patch',
        actor: byAdmin(admin),
        resources: [{ type, id: id ?? random.guid(), ...(name ? { name } : {}) }],
        about: [],
      }),
    ),
  )

/** A year of Intune's own audit events, which is all that Graph answers, in no order at all. */
export const makeAuditEvents = (
  seed: string,
  calendar: Calendar,
  admins: readonly Person[],
  objects: Objects,
): AuditEvent[] => {
  const [first, second = first] = admins
  if (!first || !second) return []
  const random = randomFrom(`${seed} audit events`)
  const { id, lastModifiedDateTime } = objects.pushCertificate
  const rest = [
    ...tokenUploads(objects, second),
    ...oddities(calendar, objects, random),
    ...licenceSyncs(calendar, objects, second),
    ...nobodysBusiness(calendar, objects, random, first),
  ].map((happening) => eventOf(random, happening))
  const oldest = Date.parse(calendar(0)) - yearInMilliseconds
  return [...makeRenewalEvents(lastModifiedDateTime, id, first), ...rest]
    .filter(({ activityDateTime }) => Date.parse(activityDateTime) >= oldest)
    .sort((a, b) => a.id.localeCompare(b.id))
}
