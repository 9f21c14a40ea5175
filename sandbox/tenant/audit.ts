import type { Row } from '../json.ts'
import type { Calendar } from './calendar.ts'
import { randomFrom } from './random.ts'
import type { Person } from './records.ts'

const happenings = [
  {
    activity: 'Patch ApplePushNotificationCertificate',
    component: 'Enrollment',
    operation: 'Patch',
    type: 'Microsoft.Management.Services.Api.ApplePushNotificationCertificate',
  },
  {
    activity: 'SyncLicenses VppToken',
    component: 'MobileApp',
    operation: 'Action',
    type: 'Microsoft.Management.Services.Api.VppToken',
  },
  {
    activity: 'UploadDepToken DepOnboardingSetting',
    component: 'Enrollment',
    operation: 'Action',
    type: 'Microsoft.Management.Services.Api.DepOnboardingSetting',
  },
  {
    activity: 'Patch ManagedDevice',
    component: 'ManagedDevices',
    operation: 'Patch',
    type: 'Microsoft.Management.Services.Api.ManagedDevice',
  },
] as const

/** A year of Intune's own audit events, newest first; the last year is all that Graph answers. */
export const makeAuditEvents = (
  seed: string,
  calendar: Calendar,
  admins: readonly Person[],
  resourceIds: readonly string[],
): Row[] => {
  const random = randomFrom(`${seed} audit events`)
  return Array.from({ length: 48 }, (_, index) => {
    const { activity, component, operation, type } = random.pick(happenings)
    const admin = random.pick(admins)
    return {
      id: random.guid(),
      displayName: activity,
      componentName: component,
      activity: null,
      activityDateTime: calendar(-1 - index * 7.4),
      activityType: activity,
      activityOperationType: operation,
      activityResult: random.chance(0.95) ? 'Success' : 'Failure',
      correlationId: random.guid(),
      category: component === 'MobileApp' ? 'Application' : component,
      actor: {
        auditActorType: 'ItPro',
        userId: admin.id,
        userPrincipalName: admin.userPrincipalName,
        applicationDisplayName: 'Microsoft Intune portal extension',
        ipAddress: null,
        userPermissions: ['*'],
      },
      resources: [
        {
          displayName: null,
          auditResourceType: type,
          resourceId: random.pick(resourceIds),
          modifiedProperties: [],
        },
      ],
    }
  })
}
