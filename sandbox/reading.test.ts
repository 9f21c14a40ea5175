import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Json, type JsonObject, parseJson, textOf } from './json.ts'
import { poorClient } from './registrations.ts'
import { type Sandbox, startSandbox } from './server.ts'
import { errorOf, rowsOf, type Visitor, visit } from './visitor.ts'

const now = () => new Date('2026-11-22T09:00:00Z')
let sandbox: Sandbox
let reader: Visitor
beforeAll(async () => {
  sandbox = await startSandbox({ now })
  reader = await visit(sandbox.url)
})
afterEach(() => sandbox.control.reset())
afterAll(() => sandbox.close())

const devices = '/v1.0/deviceManagement/managedDevices'
const tokens = '/beta/deviceManagement/depOnboardingSettings'
const apps = '/beta/deviceAppManagement/mobileApps'
const vppFilter = "$filter=isof('microsoft.graph.iosVppApp') or isof('microsoft.graph.macOsVppApp')"
const texts = (rows: JsonObject[], key: string) => rows.flatMap((row) => textOf(row, key) ?? [])
const distinct = (rows: JsonObject[], key: string) => new Set(texts(rows, key).filter(Boolean)).size
const systems = ['ios', 'ipados', 'macos', 'tvos', 'visionos']
const isApple = (row: JsonObject) => systems.includes(String(row.operatingSystem).toLowerCase())

test('pages are smaller than asked for, one is empty with a next link, one row comes twice', async () => {
  const { rows, pageSizes } = await reader.all(`${devices}?$select=id,serialNumber&$top=500`)
  expect(Math.max(...pageSizes)).toBeLessThan(500)
  expect(pageSizes[1]).toBe(0)
  expect(rows.length).toBe(641)
  expect(distinct(rows, 'id')).toBe(640)
})

test('a next link is on our own origin and works only as it was given', async () => {
  const first = await reader.get(`${devices}?$select=id&$top=50`)
  const link = textOf(first.body, '@odata.nextLink') ?? ''
  expect(first.body['@odata.count']).toBe(640)
  expect(link.startsWith(`${sandbox.url}${devices}?`)).toBe(true)
  const path = link.slice(sandbox.url.length)
  expect((await reader.get(path)).status).toBe(200)
  expect((await reader.get(path.replace('$select=id', '$select=imei'))).status).toBe(400)
})

test('a reader that follows every rule counts what the sandbox counts', async () => {
  const truth = sandbox.control.truth()
  const { rows } = await reader.all(`${devices}?$select=id,operatingSystem,serialNumber,userId`)
  const apple = rows.filter(isApple)
  expect({ devices: distinct(apple, 'id'), people: distinct(apple, 'userId') }).toEqual(truth.apns)
  for (const connection of truth.connections.filter(
    ({ service }) => service === 'dep' || service === 'asm',
  )) {
    const identities = await reader.all(`${tokens}/${connection.externalId}/importedAppleDeviceIdentities`)
    const own = identities.rows.filter(
      (row) => row.discoverySource === 'deviceEnrollmentProgram' && row.isDeleted !== true,
    )
    expect(distinct(own, 'serialNumber')).toBe(connection.devices)
  }
  const listed = await reader.all(`${apps}?${vppFilter}`)
  for (const connection of truth.connections.filter(({ service }) => service === 'vpp')) {
    const licences: JsonObject[] = []
    for (const app of listed.rows.filter(({ vppTokenId }) => vppTokenId === connection.externalId)) {
      const type = textOf(app, '@odata.type')?.slice(1)
      licences.push(...(await reader.all(`${apps}/${app.id}/${type}/assignedLicenses`)).rows)
    }
    expect(distinct(licences, 'managedDeviceId')).toBe(connection.devices)
    expect(distinct(licences, 'userId')).toBe(connection.people)
  }
})

test('the tenant has the size and the oddities it promises', async () => {
  const { apns, connections, organisation } = sandbox.control.truth()
  expect(apns.devices).toBeGreaterThan(400)
  expect(apns.people).toBeGreaterThan(150)
  expect(connections.map(({ service }) => service)).toEqual([
    'apns',
    'dep',
    'dep',
    'asm',
    'vpp',
    'vpp',
    'vpp',
  ])
  expect(connections.every((connection) => connection.devices > 5 && connection.people > 2)).toBe(true)
  expect(organisation.devices).toBeGreaterThan(apns.devices)
  const { rows } = await reader.all(devices)
  expect(rows.some((row) => isApple(row) && !row.serialNumber)).toBe(true)
  expect(rows.some((row) => isApple(row) && !row.userId)).toBe(true)
  expect(rows.some((row) => row.managementState === 'somethingNew')).toBe(true)
  expect(new Set(texts(rows, 'operatingSystem')).size).toBeGreaterThan(8)
  expect(rows.some((row) => row.lastSyncDateTime === '0001-01-01T00:00:00Z')).toBe(true)
})

test('the same day gives the same tenant', async () => {
  const twin = await startSandbox({ now })
  expect(twin.control.truth()).toEqual(sandbox.control.truth())
  await twin.close()
})

test('lists answer null where only a single device answers', async () => {
  const { rows } = await reader.all(devices)
  expect(
    rows.every(({ udid, notes, enrollmentProfileName }) => !udid && !notes && !enrollmentProfileName),
  ).toBe(true)
  const shared = rows.find(({ deviceEnrollmentType }) => deviceEnrollmentType === 'appleBulkWithoutUser')
  const single = await reader.get(`${devices}/${shared?.id}?$select=udid,enrollmentProfileName`)
  expect(single.body.udid).toMatch(/^[0-9a-f]{40}$/)
})

test('a filter Intune does not know is ignored, and "ne" answers as "eq"', async () => {
  const ignored = await reader.all(`${devices}?$filter=deviceEnrollmentType eq 'appleBulkWithUser'`)
  expect(distinct(ignored.rows, 'id')).toBe(640)
  const misread = await reader.all(`${devices}?$filter=operatingSystem ne 'Windows'`)
  expect(new Set(texts(misread.rows, 'operatingSystem'))).toEqual(new Set(['Windows']))
  const everyApp = await reader.all(`${apps}?$filter=publisher eq 'Nobody'`)
  expect(texts(everyApp.rows, '@odata.type')).toContain('#microsoft.graph.win32LobApp')
})

test('a property of a derived type must be selected with its type', async () => {
  const plain = await reader.get(`${apps}?$select=id,vppTokenId`)
  expect(plain.status).toBe(400)
  expect(errorOf(plain).message).toContain(
    "Could not find a property named 'vppTokenId' on type 'microsoft.graph.mobileApp'",
  )
  const { rows } = await reader.all(`${apps}?$select=id,microsoft.graph.iosVppApp/vppTokenId&${vppFilter}`)
  const ios = rows.filter((row) => row['@odata.type'] === '#microsoft.graph.iosVppApp')
  expect(ios.every(({ vppTokenId }) => typeof vppTokenId === 'string')).toBe(true)
  expect(rows.length).toBeGreaterThan(ios.length)
  expect((await reader.get(`${devices}?$select=id,nonsense`)).status).toBe(400)
})

test('secrets come to whoever does not select, and to nobody else', async () => {
  const carries = async (path: string) => JSON.stringify((await reader.all(path)).rows).includes('CANARY')
  const profiles = `${tokens}/${sandbox.control.truth().connections[1]?.externalId}/enrollmentProfiles`
  expect(await carries('/beta/deviceAppManagement/vppTokens')).toBe(true)
  expect(await carries('/beta/deviceAppManagement/vppTokens?$select=id,displayName')).toBe(false)
  expect(await carries(profiles)).toBe(true)
  expect(await carries(`${profiles}?$select=id,microsoft.graph.depIOSEnrollmentProfile/isDefault`)).toBe(
    false,
  )
})

test('what is beta only is not there in v1.0', async () => {
  expect((await reader.get('/v1.0/deviceManagement/depOnboardingSettings')).status).toBe(400)
  expect((await reader.get('/v1.0/deviceAppManagement/vppTokens?$select=displayName')).status).toBe(400)
  expect((await reader.get('/beta/deviceManagement?$select=adminConsent')).body.adminConsent).toMatchObject({
    shareAPNSData: 'granted',
  })
})

test('a missing permission is refused with the permissions that would do', async () => {
  const poor = await visit(sandbox.url, poorClient)
  const refused = await poor.get(devices)
  expect(refused.status).toBe(403)
  const { code, message } = errorOf(refused)
  const inside: Json | undefined = parseJson(message)
  expect(code).toBe('Forbidden')
  expect(JSON.stringify(inside)).toContain(
    'must have one of the following scopes: DeviceManagementManagedDevices.Read.All',
  )
  expect((await poor.get('/v1.0/deviceManagement/applePushNotificationCertificate')).status).toBe(200)
})

test('a missing push certificate is a 404 with JSON inside its message, and ids are echoed', async () => {
  sandbox.control.change({ removePushCertificate: true })
  const answer = await reader.get('/v1.0/deviceManagement/applePushNotificationCertificate')
  expect(answer.status).toBe(404)
  expect(errorOf(answer).code).toBe('ResourceNotFound')
  expect(parseJson(errorOf(answer).message)).toMatchObject({ _version: 3, HttpHeaders: '{}' })
  const headers = { authorization: `Bearer ${reader.token}`, 'client-request-id': 'mine' }
  const echoed = await fetch(`${sandbox.url}/v1.0/organization`, { headers })
  expect(echoed.headers.get('client-request-id')).toBe('mine')
  expect(sandbox.control.truth().apns).toEqual({ devices: 0, people: 0 })
})

test('a person who left is not in the directory', async () => {
  const { rows } = await reader.all(`${devices}?$select=userId`)
  const ids = new Set(texts(rows, 'userId').filter(Boolean))
  const answers = await Promise.all(
    [...ids].map((id) => reader.get(`/v1.0/users/${id}?$select=id,displayName,mail`)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 404]))
})

test('every call is written down with its query', async () => {
  await reader.get('/beta/deviceAppManagement/vppTokens?%24select=id%2CdisplayName')
  expect(rowsOf(await reader.get('/v1.0/organization'))).toHaveLength(1)
  expect(sandbox.control.calls().map(({ at: _, ...call }) => call)).toEqual([
    {
      method: 'GET',
      path: '/beta/deviceAppManagement/vppTokens',
      query: '$select=id,displayName',
      status: 200,
    },
    { method: 'GET', path: '/v1.0/organization', query: '', status: 200 },
  ])
})

test('audit events come in no order, whatever they are filtered by, and a renewal leaves two', async () => {
  const events = '/v1.0/deviceManagement/auditEvents'
  const filter = `$filter=activityDateTime ge ${now().toISOString()}`
  const { rows, pageSizes } = await reader.all(`${events}?${filter}`)
  expect(pageSizes[1]).toBe(0)
  const times = texts(rows, 'activityDateTime')
  expect(times).not.toEqual(times.toSorted())
  expect(Math.min(...times.map((at) => Date.parse(at)))).toBeGreaterThan(now().getTime() - 366 * 86_400_000)
  expect(JSON.stringify(rows)).not.toContain('"about"')

  const before = sandbox.control.truth().auditEvents
  sandbox.control.change({ renewPushCertificate: true })
  expect(sandbox.control.truth().auditEvents).toBe(before + 2)
  expect((await reader.all(events)).rows).toHaveLength(rows.length + 2)
})
