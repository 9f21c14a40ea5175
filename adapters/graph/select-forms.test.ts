import { describe, expect, test } from 'vitest'
import {
  type Call,
  granted,
  graphError,
  type Handler,
  nothing,
  requestFor,
  startGraph,
} from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const open = async (handler: Handler) => {
  const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)))
  return { server, tenant: granted(await openTenant(requestFor(server.url))) }
}
const list = (...value: object[]) => ({ json: { value } })
const selectOf = (call: Call): string[] => call.query.get('$select')?.split(',') ?? []
const isCast = (call: Call): boolean => selectOf(call).some((name) => name.includes('/'))
const badRequest = graphError(400, 'BadRequest', 'Could not find a property')

/** What a server gives that takes `$select` at its word: only the names it was asked for, casts stripped. */
const selected = (record: Record<string, unknown>, call: Call): Record<string, unknown> => {
  const names = new Set(selectOf(call).map((name) => name.slice(name.lastIndexOf('/') + 1)))
  if (names.size === 0) return record
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name.startsWith('@') || names.has(name)),
  )
}

const profile = {
  '@odata.type': '#microsoft.graph.depMacOSEnrollmentProfile',
  id: 'p-1',
  displayName: 'Office Macs',
  isDefault: true,
  supportDepartment: 'IT Service Desk',
  supportPhoneNumber: '+45 55 55 01 00',
  profileRemovalDisabled: false,
  adminAccountPassword: 'CANARY-password',
}
const profileRow = { platform: 'macos', isDefault: true, supportDepartment: 'IT Service Desk' }
const scope = { tokenExternalId: 't-1' }

describe('enrolment profiles', () => {
  test('derived properties are asked for with their type, and the password never is', async () => {
    const { server, tenant } = await open((call) =>
      isCast(call) ? list(selected(profile, call)) : badRequest,
    )
    const page = granted(await tenant.page('enrolmentProfiles', scope, null))
    expect(page.rows[0]).toMatchObject(profileRow)
    expect(JSON.stringify(page)).not.toContain('CANARY')
    expect(server.graphCalls()).toHaveLength(1)
  })

  test.each([
    ['answers 400 to casts', (call: Call) => (isCast(call) ? badRequest : list(selected(profile, call)))],
    [
      'silently drops cast properties',
      (call: Call) =>
        list(isCast(call) ? { id: 'p-1', displayName: 'Office Macs' } : selected(profile, call)),
    ],
  ])('a server that %s is asked by plain names, and that is remembered', async (_, handler) => {
    const { server, tenant } = await open(handler)
    granted(await tenant.page('enrolmentProfiles', scope, null))
    const asked = server.graphCalls().length
    const second = granted(await tenant.page('enrolmentProfiles', { tokenExternalId: 't-2' }, null))
    expect(second.rows[0]).toMatchObject({ ...profileRow, tokenExternalId: 't-2' })
    expect(server.graphCalls()).toHaveLength(asked + 1)
  })

  test('whatever the server answers, profiles are never asked for without $select', async () => {
    for (const handler of [() => badRequest, () => list({ id: 'p-1' }), () => list()]) {
      const { server, tenant } = await open(handler)
      await tenant.page('enrolmentProfiles', scope, null)
      for (const call of server.graphCalls()) expect(selectOf(call)).toContain('id')
      expect(JSON.stringify(server.graphCalls().map(selectOf))).not.toMatch(/password/i)
    }
  })
})

const iosApp = {
  '@odata.type': '#microsoft.graph.iosVppApp',
  id: 'a-1',
  displayName: 'Notes',
  isAssigned: true,
  bundleId: 'example.notes',
  vppTokenId: 't-1',
  totalLicenseCount: 20,
  usedLicenseCount: 12,
  applicableDeviceType: { iPad: true },
}
const macApp = { ...iosApp, '@odata.type': '#microsoft.graph.macOsVppApp', id: 'a-2' }
const otherApp = { '@odata.type': '#microsoft.graph.win32LobApp', id: 'a-3', displayName: 'Other' }

describe('location apps', () => {
  test('the documented filter and type-cast names are asked for first', async () => {
    const { server, tenant } = await open((call) => list(selected(iosApp, call)))
    granted(await tenant.page('locationApps', null, null))
    const [call] = server.graphCalls()
    expect(call?.query.get('$filter')).toBe(
      "isof('microsoft.graph.iosVppApp') or isof('microsoft.graph.macOsVppApp')",
    )
    expect(call && selectOf(call)).toContain('microsoft.graph.iosVppApp/vppTokenId')
  })

  const cases: [string, Handler][] = [
    ['takes casts', (call) => (isCast(call) ? list(iosApp, macApp, otherApp) : badRequest)],
    ['takes only plain names', (call) => (isCast(call) ? badRequest : list(iosApp, macApp))],
    ['takes no $select', (call) => (call.query.has('$select') ? badRequest : list(iosApp, macApp))],
    [
      'drops what is derived when it sees a $select',
      (call) => (call.query.has('$select') ? list({ id: 'a-1' }, { id: 'a-2' }) : list(iosApp, macApp)),
    ],
    ['takes no $filter', (call) => (call.query.has('$filter') ? badRequest : list(otherApp, iosApp, macApp))],
    ['takes no option', (call) => (call.query.size > 0 ? badRequest : list(otherApp, iosApp, macApp))],
  ]
  test.each(cases)('a server that %s still tells every app of a location token', async (_, handler) => {
    const { server, tenant } = await open(handler)
    const page = granted(await tenant.page('locationApps', null, null))
    const licences = { tokenExternalId: 't-1', totalLicences: 20, usedLicences: 12 }
    expect(page.rows).toMatchObject([
      { externalId: 'a-1', kind: 'ios', ...licences },
      { externalId: 'a-2', kind: 'macos', ...licences },
    ])
    const asked = server.graphCalls().length
    granted(await tenant.page('locationApps', null, null))
    expect(server.graphCalls()).toHaveLength(asked + 1)
  })

  test('a list that begins with an empty page is judged by the page after it', async () => {
    const { server, tenant } = await open((call) => {
      const form = isCast(call) ? 'cast' : call.query.has('$select') ? 'plain' : 'whole'
      const asked = call.query.get('$skiptoken') ?? form
      const link = { '@odata.nextLink': `${server.url}${call.path}?$skiptoken=${form}` }
      if (!call.query.has('$skiptoken')) return { json: { value: [], ...link } }
      return list(asked === 'cast' ? { '@odata.type': iosApp['@odata.type'], id: 'a-1' } : iosApp)
    })
    const first = granted(await tenant.page('locationApps', null, null))
    const second = granted(await tenant.page('locationApps', null, first.next))
    expect(second.rows).toMatchObject([{ externalId: 'a-1', tokenExternalId: 't-1' }])
    expect(
      server.graphCalls().every((call) => call.query.has('$select') || call.query.has('$skiptoken')),
    ).toBe(true)
  })

  test('without @odata.type the properties decide', async () => {
    const { '@odata.type': _ios, ...ios } = iosApp
    const { '@odata.type': _mac, applicableDeviceType: _device, ...mac } = macApp
    const { tenant } = await open(() => list(ios, mac))
    const page = granted(await tenant.page('locationApps', null, null))
    expect(page.rows.map((row) => row.kind)).toEqual(['ios', 'macos'])
  })
})

describe('licences', () => {
  const ofDevice = {
    '@odata.type': '#microsoft.graph.iosVppAppAssignedDeviceLicense',
    id: 'l-1',
    userId: null,
    userName: null,
    userPrincipalName: null,
    managedDeviceId: 'D1C6A1F0-2B70-4A0F-BB37-6C8C3A0A4F01',
    deviceName: 'Kiosk 1',
  }
  const ofPerson = {
    '@odata.type': '#microsoft.graph.iosVppAppAssignedUserLicense',
    id: 'l-2',
    userId: '4b0b5f77-6e68-4f4c-9d0a-0a6c2e8a9d10',
    userName: 'Mette Holm',
    userPrincipalName: 'mette.holm@lindegaard.example',
  }
  const app = { appExternalId: 'a-1', kind: 'ios' } as const
  const rows = [
    {
      externalId: 'l-1',
      holder: { kind: 'device', managedDeviceId: ofDevice.managedDeviceId.toLowerCase() },
    },
    { externalId: 'l-2', holder: { kind: 'person', entraId: ofPerson.userId } },
  ]

  test.each<[string, Handler]>([
    ['takes casts', (call) => list(selected(ofDevice, call), selected(ofPerson, call))],
    ['refuses casts', (call) => (isCast(call) ? badRequest : list(ofDevice, ofPerson))],
    ['refuses $select', (call) => (call.query.has('$select') ? badRequest : list(ofDevice, ofPerson))],
    [
      'drops the device when it sees a $select',
      (call) => {
        const { managedDeviceId: _id, deviceName: _name, ...less } = ofDevice
        return call.query.has('$select') ? list(less, ofPerson) : list(ofDevice, ofPerson)
      },
    ],
  ])('a server that %s still names device and person', async (_, handler) => {
    const { tenant } = await open(handler)
    expect(granted(await tenant.page('licences', app, null)).rows).toMatchObject(rows)
  })

  test('an iOS list that is refused is not passed over', async () => {
    const { tenant } = await open(() => badRequest)
    expect(await tenant.page('licences', app, null)).toMatchObject({
      ok: false,
      reason: 'refusedByMicrosoft',
    })
  })

  test('an app without licences is asked for once and teaches nothing', async () => {
    const { server, tenant } = await open((call) =>
      call.path.includes('/a-0/') ? list() : isCast(call) ? badRequest : list(ofDevice),
    )
    const empty = granted(await tenant.page('licences', { appExternalId: 'a-0', kind: 'ios' }, null))
    expect(empty).toMatchObject({ absent: false, rows: [] })
    expect(server.graphCalls()).toHaveLength(1)
    expect(granted(await tenant.page('licences', app, null)).rows).toHaveLength(1)
  })
})

test('managed devices are asked for without $top where a server refuses it', async () => {
  const { server, tenant } = await open((call) =>
    call.query.has('$top') ? badRequest : list({ id: 'd-1', operatingSystem: 'macOS' }),
  )
  expect(granted(await tenant.page('managedDevices', null, null)).rows).toHaveLength(1)
  expect(server.graphCalls().every((call) => selectOf(call).includes('serialNumber'))).toBe(true)
})
