import { describe, expect, test } from 'vitest'
import { granted, graphError, type Handler, nothing, requestFor, startGraph } from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const open = async (handler: Handler, basePath = '') => {
  const server = await startGraph((call) => (call.path.endsWith('/token') ? nothing : handler(call)), {
    basePath,
  })
  return { server, tenant: granted(await openTenant(requestFor(server.url))) }
}
const list = (value: unknown[], more: object = {}) => ({ json: { value, ...more } })
const device = (id: string, operatingSystem: string) => ({ id, operatingSystem })

describe('pages', () => {
  test('an empty page with a next link is not the end, and links are followed verbatim', async () => {
    const { server, tenant } = await open((call) => {
      const link = (token: string) => ({ '@odata.nextLink': `${server.url}${call.path}?$skiptoken=${token}` })
      if (!call.query.has('$skiptoken')) return list([], link('a%2Fb%3D'))
      return call.query.get('$skiptoken') === 'a/b='
        ? list([device('d-1', 'iOS')], link('last'))
        : list([device('d-2', 'IPADOS'), device('d-3', 'Windows')])
    })
    const first = granted(await tenant.page('managedDevices', null, null))
    expect(first).toMatchObject({ rows: [], seen: 0, absent: false })
    expect(first.next).toMatch(/\$skiptoken=a%2Fb%3D$/)
    const second = granted(await tenant.page('managedDevices', null, first.next))
    expect(second.rows.map((row) => row.intuneId)).toEqual(['d-1'])
    const last = granted(await tenant.page('managedDevices', null, second.next))
    expect(last).toMatchObject({
      rows: [{ intuneId: 'd-2', operatingSystem: 'iPadOS' }],
      seen: 2,
      next: null,
    })
  })

  test('a base address with a path keeps its path', async () => {
    const { server, tenant } = await open(() => list([]), '/graph')
    granted(await tenant.page('enrolmentTokens', null, null))
    expect(server.graphCalls()[0]?.path).toBe('/graph/beta/deviceManagement/depOnboardingSettings')
  })

  test('a link to another host is refused, on the wire and from a checkpoint', async () => {
    const { tenant, server } = await open(() =>
      list([], { '@odata.nextLink': 'https://elsewhere.example/v1.0/x' }),
    )
    expect(await tenant.page('managedDevices', null, null)).toMatchObject({
      reason: 'foreignLink',
      values: { host: 'elsewhere.example' },
    })
    const asked = server.graphCalls().length
    expect(await tenant.page('managedDevices', null, 'https://elsewhere.example/v1.0/x')).toMatchObject({
      reason: 'foreignLink',
    })
    expect(server.graphCalls()).toHaveLength(asked)
  })

  test('a page that leads to itself is not followed for ever', async () => {
    const { server, tenant } = await open((call) =>
      list([], { '@odata.nextLink': `${server.url}${call.path}?$skiptoken=same` }),
    )
    const first = granted(await tenant.page('identities', { tokenExternalId: 't' }, null))
    expect(await tenant.page('identities', { tokenExternalId: 't' }, first.next)).toMatchObject({
      reason: 'malformedAnswer',
    })
  })

  test.each([
    ['{"value":[{"id":"a"}'],
    ['<html></html>'],
    ['{}'],
    ['[]'],
    [''],
    ['{"value":{}}'],
    ['{"value":[null]}'],
    ['{"value":[],"@odata.nextLink":7}'],
    ['{"value":[{"displayName":"no id"}]}'],
  ])('what is not a page of the documented form is refused whole: %s', async (text) => {
    const { tenant } = await open(() => ({ text }))
    expect(await tenant.page('locationTokens', null, null)).toMatchObject({
      ok: false,
      reason: 'malformedAnswer',
    })
  })

  test('a byte order mark and numbers written as text do no harm', async () => {
    const { tenant } = await open(() => ({
      text: `\uFEFF${JSON.stringify({ value: [{ id: 't', syncedDeviceCount: '142' }] })}`,
    }))
    const page = granted(await tenant.page('enrolmentTokens', null, null))
    expect(page.rows[0]).toMatchObject({ externalId: 't', syncedDeviceCount: 142 })
  })
})

describe('refusals', () => {
  const intuneMessage = JSON.stringify({
    _version: 3,
    Message:
      'Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementApps.Read.All, DeviceManagementApps.ReadWrite.All - Operation ID (for customer support)',
  })
  test('a 403 names the permissions it asks for, or else the ones we know', async () => {
    const named = await open(() => graphError(403, 'Forbidden', intuneMessage))
    expect(await named.tenant.page('locationApps', null, null)).toMatchObject({
      reason: 'missingPermission',
      values: { permissions: 'DeviceManagementApps.Read.All, DeviceManagementApps.ReadWrite.All' },
    })
    const silent = await open(() => ({ status: 403, text: '' }))
    expect(await silent.tenant.page('managedDevices', null, null)).toMatchObject({
      values: { permissions: expect.stringContaining('DeviceManagementManagedDevices.Read.All') },
    })
  })

  test('Intune lists that do not exist mean that there is no Intune licence', async () => {
    const { tenant } = await open(() => nothing)
    expect(await tenant.page('managedDevices', null, null)).toEqual({ ok: false, reason: 'noIntuneLicence' })
    expect(await tenant.page('enrolmentTokens', null, null)).toEqual({ ok: false, reason: 'noIntuneLicence' })
    expect(await tenant.page('organisation', null, null)).toEqual({ ok: false, reason: 'notFound' })
    expect(await tenant.page('identities', { tokenExternalId: 't' }, null)).toEqual({
      ok: false,
      reason: 'notFound',
    })
  })

  test('a tenant that Intune does not serve is told at once, and never taken for an app without licences', async () => {
    const { server, tenant } = await open(() =>
      graphError(400, 'BadRequest', 'Request not applicable to target tenant.'),
    )
    const scope = { appExternalId: 'a-1', kind: 'macos' } as const
    expect(await tenant.page('licences', scope, null)).toEqual({ ok: false, reason: 'noIntuneLicence' })
    expect(server.graphCalls()).toHaveLength(1)
  })

  test('a fault of the service and an unexplained refusal keep their status', async () => {
    const fault = await open(() => ({ status: 500, text: 'x' }))
    expect(await fault.tenant.page('organisation', null, null)).toMatchObject({
      reason: 'serverFault',
      values: { status: 500 },
    })
    const odd = await open(() => graphError(409, 'Conflict'))
    expect(await odd.tenant.page('organisation', null, null)).toMatchObject({
      reason: 'refusedByMicrosoft',
      values: { status: 409, code: 'Conflict' },
    })
  })
})

describe('the push certificate', () => {
  const certificate = {
    id: 'c',
    appleIdentifier: 'push@lindegaard.example',
    expirationDateTime: '2026-12-16T08:05:10Z',
  }

  test('a 404 said twice means that there is none', async () => {
    const { tenant } = await open(() => nothing)
    const page = granted(await tenant.page('pushCertificate', null, null))
    expect(page).toMatchObject({ rows: [], absent: true, next: null })
  })

  test('a 404 said once is no loss: the certificate that answers the next moment stands', async () => {
    let asked = 0
    const { tenant } = await open(() => {
      asked += 1
      return asked === 1 ? nothing : { json: certificate }
    })
    const page = granted(await tenant.page('pushCertificate', null, null))
    expect(page).toMatchObject({
      absent: false,
      rows: [{ cleared: false, appleId: 'push@lindegaard.example' }],
    })
  })

  test('one that is there and is not, time after time, is no answer', async () => {
    let asked = 0
    const { tenant } = await open(() => {
      asked += 1
      return asked % 2 === 1 ? nothing : { json: certificate }
    })
    expect(await tenant.page('pushCertificate', null, null)).toMatchObject({ ok: false, reason: 'notFound' })
  })

  test('one that names no Apple account is cleared, not gone', async () => {
    const { tenant } = await open(() => ({ json: { ...certificate, appleIdentifier: '' } }))
    const page = granted(await tenant.page('pushCertificate', null, null))
    expect(page).toMatchObject({ absent: false, rows: [{ cleared: true, appleId: null }] })
  })

  test('one in use is read without its certificate being asked for', async () => {
    const { server, tenant } = await open(() => ({ json: certificate }))
    const page = granted(await tenant.page('pushCertificate', null, null))
    expect(page.rows[0]).toMatchObject({ cleared: false, expiresAt: '2026-12-16T08:05:10.000Z' })
    expect(server.graphCalls()[0]?.query.get('$select')?.split(',')).not.toContain('certificate')
  })
})

describe('finding one token', () => {
  const found = { id: 'T-1', displayName: 'Skagen Kiosk' }

  test('it is gone only when its address and the list agree', async () => {
    const gone = await open((call) => (call.path.endsWith('/T-1') ? nothing : list([{ id: 'T-2' }])))
    expect(granted(await gone.tenant.findLocationToken('T-1'))).toMatchObject({
      state: 'gone',
      evidence: { method: 'GET', path: '/beta/deviceAppManagement/vppTokens/T-1', status: 404 },
    })
    const listed = await open((call) => (call.path.endsWith('/T-1') ? nothing : list([found])))
    expect(granted(await listed.tenant.findLocationToken('T-1'))).toMatchObject({ state: 'present' })
  })

  test('a lapsed licence is not taken for a token that is gone', async () => {
    const { tenant } = await open(() => nothing)
    expect(await tenant.findLocationToken('T-1')).toEqual({ ok: false, reason: 'noIntuneLicence' })
    expect(await tenant.findEnrolmentToken('T-1')).toEqual({ ok: false, reason: 'noIntuneLicence' })
  })

  test('a present one is answered as it is in the list', async () => {
    const { server, tenant } = await open(() => ({ json: found }))
    expect(granted(await tenant.findLocationToken('T-1'))).toMatchObject({
      state: 'present',
      row: { externalId: 'T-1', name: 'Skagen Kiosk' },
    })
    expect(server.graphCalls()[0]?.query.get('$select')?.split(',')).not.toContain('token')
  })
})
