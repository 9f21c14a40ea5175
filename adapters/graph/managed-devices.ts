import type { ManagedDevice as GraphDevice } from '@microsoft/microsoft-graph-types-beta'
import { appleSystemOf, type DevicePerson, serialOf } from '#domain/tenant.ts'
import { type CollectionOf, namesOf, plainList, query } from './collection.ts'
import { reading, type WireRecord } from './wire-record.ts'

const deviceNames = namesOf<GraphDevice>()(
  'id',
  'serialNumber',
  'deviceName',
  'model',
  'operatingSystem',
  'osVersion',
  'managedDeviceOwnerType',
  'deviceEnrollmentType',
  'isSupervised',
  'managementState',
  'userId',
  'userPrincipalName',
  'userDisplayName',
  'emailAddress',
)
const ownerships = { company: 'company', personal: 'personal' } as const
const enrolmentTypes = {
  userEnrollment: 'userDriven',
  deviceEnrollmentManager: 'enrolmentManager',
  appleBulkWithUser: 'appleBulkWithUser',
  appleBulkWithoutUser: 'appleBulkWithoutUser',
  appleUserEnrollment: 'appleUserEnrolment',
  appleUserEnrollmentWithServiceAccount: 'appleUserEnrolmentWithServiceAccount',
  appleAccountDrivenUserEnrollment: 'appleAccountDrivenUserEnrolment',
} as const
const managementStates = {
  managed: 'managed',
  retirePending: 'retirePending',
  retireFailed: 'retireFailed',
  retireIssued: 'retireIssued',
  retireCanceled: 'retireCancelled',
  wipePending: 'wipePending',
  wipeFailed: 'wipeFailed',
  wipeIssued: 'wipeIssued',
  wipeCanceled: 'wipeCancelled',
  deletePending: 'deletePending',
  unhealthy: 'unhealthy',
  discovered: 'discovered',
} as const

/** Intune's own default page: asking for it guards large tenants, where lists without options may be short. */
const pageRows = 1000
/** For a tenant whose Intune cannot make a page of a thousand in time. */
const fewerRows = 200

/**
 * `GET /deviceManagement/managedDevices` (v1.0). No `$filter`: one that Intune does not support is ignored
 * without an error, and systems are written in several ways. What is not Apple's is skipped here.
 */
export const managedDevices: CollectionOf<'managedDevices'> = {
  ...plainList,
  path: () => '/v1.0/deviceManagement/managedDevices',
  queries: () => [
    query({ select: deviceNames, top: pageRows }),
    query({ select: deviceNames, top: fewerRows }),
    query({ select: deviceNames }),
  ],
  permission: 'managedDevices',
  rowOf: (record) => {
    const at = reading<GraphDevice>(record)
    const operatingSystem = appleSystemOf(at.text('operatingSystem'))
    if (!operatingSystem) return 'skipped'
    const intuneId = at.joinKey('id')
    if (!intuneId) return 'malformed'
    return {
      intuneId,
      serial: serialOf(at.text('serialNumber')),
      name: at.text('deviceName'),
      model: at.text('model'),
      operatingSystem,
      osVersion: at.text('osVersion'),
      ownership: at.word('managedDeviceOwnerType', ownerships),
      enrolmentType: at.word('deviceEnrollmentType', enrolmentTypes),
      isSupervised: at.flag('isSupervised'),
      managementState: at.word('managementState', managementStates),
      person: personOf(record),
    }
  },
}

const personOf = (record: WireRecord): DevicePerson | null => {
  const at = reading<GraphDevice>(record)
  const entraId = at.joinKey('userId')
  const upn = at.text('userPrincipalName')
  if (!entraId && !upn) return null
  return { entraId, upn, name: at.text('userDisplayName'), email: at.text('emailAddress') }
}
