import type { IosVppAppAssignedDeviceLicense, MobileApp } from '@microsoft/microsoft-graph-types-beta'
import { done, type Outcome } from '#domain/outcome.ts'
import type { AppKind, LicenceHolder } from '#domain/tenant.ts'
import { permissionNeeds } from '#domain/tenant-permission.ts'
import {
  type CollectionOf,
  type Completeness,
  cast,
  type LookFurther,
  namesOf,
  plainList,
  query,
  segment,
} from './collection.ts'
import { appsPath, appTypes, locationApps } from './location-collections.ts'
import { type GraphReason, graphRefusal } from './reason.ts'
import { refusalOf, type Session } from './session.ts'
import { readWhole } from './whole-list.ts'
import { isWireRecord, reading, typeOf, type WireRecord } from './wire-record.ts'

const personNames = namesOf<IosVppAppAssignedDeviceLicense>()('id', 'userId', 'userName', 'userPrincipalName')
const deviceNames = namesOf<IosVppAppAssignedDeviceLicense>()('managedDeviceId', 'deviceName')

const holderOf = (record: WireRecord): LicenceHolder => {
  const at = reading<IosVppAppAssignedDeviceLicense>(record)
  const managedDeviceId = at.joinKey('managedDeviceId')
  if (managedDeviceId) return { kind: 'device', managedDeviceId, name: at.text('deviceName') }
  const entraId = at.joinKey('userId')
  const upn = at.text('userPrincipalName')
  return entraId || upn ? { kind: 'person', entraId, upn, name: at.text('userName') } : { kind: 'unknown' }
}

/** Only this one of the documented types has a device. */
const isDeviceLicence = (type: string | null): boolean => type?.endsWith('DeviceLicense') ?? false

/**
 * Whether a record lost the properties that name its holder. A licence that says its type has what its type has: of
 * a Mac's, and of every other than a device's, that is a person or nobody.
 */
const hasLostItsHolder = (record: WireRecord, kind: AppKind): boolean => {
  const at = reading<IosVppAppAssignedDeviceLicense>(record)
  const type = typeOf(record)
  if (isDeviceLicence(type)) return !at.has('managedDeviceId')
  if (kind === 'macos' || type !== null) return !at.has('userId')
  return holderOf(record).kind === 'unknown' && !at.has('managedDeviceId')
}

/**
 * A 404 for the list alone says nothing about licences, so the app itself is looked at. Graph's page documents the
 * list for iOS apps; that of macOS apps is missing from some servers.
 */
const lookAtTheApp: LookFurther<{ appExternalId: string; kind: AppKind }> = async (
  session,
  { appExternalId, kind },
) => {
  const app = await appNamed(session, appExternalId)
  if (!app.ok) return app
  if (app.value === null) return done('empty')
  return kind === 'macos' ? done('absent') : graphRefusal('licencesNotAnswered', { app: app.value })
}

/**
 * An app's name, or null once it is gone. A tenant whose Intune licence has lapsed answers 404 too, so gone is only
 * what the list, which still answers, does not hold either.
 */
const appNamed = async (
  session: Session,
  appExternalId: string,
): Promise<Outcome<string | null, GraphReason>> => {
  const names = namesOf<MobileApp>()('id', 'displayName')
  const answer = await session.get(`${appsPath}/${segment(appExternalId)}${query({ select: names })}`)
  if (!answer.ok) return answer
  const { status, error, body } = answer.value
  if (status === 404) {
    const apps = await readWhole(session, locationApps, null)
    if (!apps.ok) return apps
    const listed = apps.value.find(({ externalId }) => externalId === appExternalId)
    return done(listed ? (listed.name ?? appExternalId) : null)
  }
  if (error) return refusalOf(answer.value, permissionNeeds.locationApps)
  return done((isWireRecord(body) ? reading<MobileApp>(body).text('displayName') : null) ?? appExternalId)
}

/**
 * `GET .../mobileApps/{id}/microsoft.graph.iosVppApp/assignedLicenses` (beta), and its macOS counterpart,
 * which not every server has: an app without that list is `absent`, not without licences.
 */
export const licences: CollectionOf<'licences'> = {
  ...plainList,
  path: ({ appExternalId, kind }) =>
    `${appsPath}/${segment(appExternalId)}/microsoft.graph.${appTypes[kind]}/assignedLicenses`,
  queries: ({ kind }) =>
    kind === 'ios'
      ? [
          query({ select: [...personNames, ...cast('iosVppAppAssignedDeviceLicense', deviceNames)] }),
          query({ select: [...personNames, ...deviceNames] }),
          query({}),
        ]
      : [query({ select: personNames }), query({})],
  whenNotFound: lookAtTheApp,
  whenRefused: ({ kind }) => (kind === 'macos' ? 'absent' : 'refused'),
  permission: 'locationApps',
  completeness: (records, { kind }): Completeness => {
    if (records.length === 0) return 'undetermined'
    return records.some((record) => hasLostItsHolder(record, kind)) ? 'lacking' : 'complete'
  },
  isUseless: (record) =>
    isDeviceLicence(typeOf(record)) &&
    !reading<IosVppAppAssignedDeviceLicense>(record).has('managedDeviceId'),
  rowOf: (record, { appExternalId }) => {
    const externalId = reading<IosVppAppAssignedDeviceLicense>(record).key('id')
    return externalId ? { externalId, appExternalId, holder: holderOf(record) } : 'malformed'
  },
}
