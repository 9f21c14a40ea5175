import { describe, expect, test } from 'vitest'
import { auditEvents } from './audit-events.ts'
import { granted, graphError, type Handler, nothing, requestFor, startGraph } from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const since = '2026-03-01T00:00:00.000Z'
const api = 'Microsoft.Management.Services.Api'

const renewal = {
  id: 'e-1',
  displayName: 'Patch ApplePushNotificationCertificate',
  activity: null,
  activityType: 'Patch ApplePushNotificationCertificate',
  activityDateTime: '2026-03-04T08:15:22Z',
  activityOperationType: 'Patch',
  activityResult: 'Success',
  category: 'Enrollment',
  actor: {
    auditActorType: 'ItPro',
    userId: '0A6A4D0E-6A4B-4F4F-8A55-0D6B8F5D1C11',
    userPrincipalName: 'mia@lindegaard.example',
    applicationDisplayName: 'Microsoft Intune portal extension',
    ipAddress: '192.0.2.7',
    userPermissions: ['*'],
  },
  resources: [
    {
      displayName: null,
      auditResourceType: `${api}.ApplePushNotificationCertificate`,
      resourceId: '5B1D0C7E-0F3A-4A11-9A57-3F2A1A6F9E02',
      modifiedProperties: [
        { displayName: 'ExpirationDateTime', oldValue: 'CANARY-old', newValue: 'CANARY-new' },
        { displayName: 'ExpirationDateTime', oldValue: null, newValue: null },
        { displayName: 'DeviceManagementAPIVersion', oldValue: '', newValue: '5025-09-12' },
      ],
    },
  ],
}

const silent = { displayName: null, activity: null }

const rowOf = (change: object, from: string | null = null) => {
  const row = auditEvents.rowOf({ ...renewal, ...change }, { since: from })
  if (typeof row === 'string') throw new Error(row)
  return row
}
const resource = (type: string | null, resourceId: string | null, displayName: string | null = null) => ({
  auditResourceType: type,
  resourceId,
  displayName,
  modifiedProperties: [],
})

describe('an event', () => {
  test('tells who did what to which object, and the names of what changed, never the values', () => {
    expect(rowOf({})).toEqual({
      externalId: 'e-1',
      at: '2026-03-04T08:15:22.000Z',
      activity: 'Patch ApplePushNotificationCertificate',
      activityType: 'Patch ApplePushNotificationCertificate',
      category: 'Enrollment',
      result: 'Success',
      actor: {
        upn: 'mia@lindegaard.example',
        entraId: '0a6a4d0e-6a4b-4f4f-8a55-0d6b8f5d1c11',
        application: 'Microsoft Intune portal extension',
      },
      resources: [
        {
          resourceId: '5b1d0c7e-0f3a-4a11-9a57-3f2a1a6f9e02',
          type: `${api}.ApplePushNotificationCertificate`,
          name: null,
          subject: 'pushCertificate',
          deed: 'renewed',
          changed: ['ExpirationDateTime'],
        },
      ],
    })
    expect(JSON.stringify(rowOf({}))).not.toMatch(/CANARY|192\.0\.2/)
  })

  test('may be done by an application, or by nobody who is named', () => {
    const application = { applicationDisplayName: null, servicePrincipalName: 'renewal-job' }
    expect(rowOf({ actor: application }).actor).toEqual({
      upn: null,
      entraId: null,
      application: 'renewal-job',
    })
    expect(rowOf({ actor: null }).actor).toEqual({ upn: null, entraId: null, application: null })
  })

  test('of several resources leaves those alone that are not Apple’s', () => {
    const { resources } = rowOf({
      activityType: 'Assign DepOnboardingSetting',
      resources: [
        resource(`${api}.DepOnboardingSetting`, 't-1'),
        resource(`${api}.Group`, 'g-1', 'Everybody'),
      ],
    })
    expect(resources.map(({ subject }) => subject)).toEqual(['enrolmentToken', null])
  })

  test('speaks for its resources where none of them speaks for itself', () => {
    const bare = { ...silent, activityType: 'SyncLicenses VppToken', resources: [resource(null, 'v-1')] }
    expect(rowOf(bare).resources).toMatchObject([{ subject: 'locationToken', deed: 'synchronised' }])
    const without = {
      ...silent,
      activityType: 'Create VppToken',
      activityOperationType: 'Create',
      resources: [],
    }
    expect(rowOf(without).resources).toMatchObject([
      { resourceId: '', subject: 'locationToken', deed: 'created' },
    ])
  })

  test('in words nobody knows keeps its object, so that the object may tell', () => {
    const unknown = { ...silent, activityType: 'Rebalance', category: 'Harvest' }
    const rows = rowOf({ ...unknown, resources: [resource('Orchard', 'v-1')] }).resources
    expect(rows).toMatchObject([{ resourceId: 'v-1', subject: null, deed: 'changed' }])
  })

  test('older than asked for is left out, whatever the server made of the filter; a read is none', () => {
    expect(auditEvents.rowOf({ ...renewal, activityDateTime: '2026-02-28T23:59:59Z' }, { since })).toBe(
      'skipped',
    )
    expect(rowOf({ activityDateTime: '2026-03-01T01:00:00+01:00' }, since).at).toBe(since)
    expect(auditEvents.rowOf({ ...renewal, activityOperationType: 'Get' }, { since })).toBe('skipped')
  })
})

describe('asking for events', () => {
  const open = async (handler: Handler) => {
    const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)))
    return { server, tenant: granted(await openTenant(requestFor(server.url))) }
  }
  const list = { json: { value: [renewal] } }

  test('the first time everything, later only what is new', async () => {
    const { server, tenant } = await open(() => list)
    granted(await tenant.page('auditEvents', { since: null }, null))
    granted(await tenant.page('auditEvents', { since }, null))
    expect(server.graphCalls().map(({ query }) => query.get('$filter'))).toEqual([
      null,
      `activityDateTime ge ${since}`,
    ])
    for (const { query } of server.graphCalls()) expect(query.get('$select')).toContain('resources')
  })

  test('a server that refuses the filter is asked without', async () => {
    const { tenant } = await open(({ query }) =>
      query.has('$filter') ? graphError(400, 'BadRequest') : list,
    )
    const page = granted(await tenant.page('auditEvents', { since }, null))
    expect(page.rows.map(({ externalId }) => externalId)).toEqual(['e-1'])
  })

  test('a registration without the permission is told which one', async () => {
    const { tenant } = await open(() => graphError(403, 'Forbidden'))
    expect(await tenant.page('auditEvents', { since }, null)).toMatchObject({
      reason: 'missingPermission',
      values: { permissions: expect.stringContaining('DeviceManagementApps.Read.All') },
    })
  })
})

describe('the administrators’ consent', () => {
  const answered = async (handler: Handler) => {
    const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)))
    const tenant = granted(await openTenant(requestFor(server.url)))
    return granted(await tenant.page('adminConsent', null, null))
  }

  test.each([
    [{ adminConsent: { shareAPNSData: 'granted' } }, 'granted'],
    [{ adminConsent: { shareAPNSData: 'notGranted' } }, 'notGranted'],
    [{ adminConsent: { shareAPNSData: 'somethingNew' } }, 'unknown'],
    [{ adminConsent: null }, 'unknown'],
    [{}, 'unknown'],
  ])('%j is %s', async (json, shareApnsData) => {
    expect((await answered(() => ({ json }))).rows).toEqual([{ externalId: 'adminConsent', shareApnsData }])
  })

  test('a cloud that does not know it has nothing to tell', async () => {
    expect(await answered(() => graphError(400, 'BadRequest'))).toMatchObject({ rows: [], absent: true })
  })
})
