import { afterEach, beforeEach, expect, test } from 'vitest'
import { generousClient } from './registrations.ts'
import { type Sandbox, startSandbox } from './server.ts'
import { errorOf, type Visitor, visit } from './visitor.ts'

let sandbox: Sandbox
let admin: Visitor
beforeEach(async () => {
  sandbox = await startSandbox({ devices: 40 })
  admin = await visit(sandbox.url, generousClient)
})
afterEach(() => sandbox.close())

const order = (name: string, body: object, headers = {}) =>
  fetch(`${sandbox.url}/_sandbox/${name}`, { method: 'POST', body: JSON.stringify(body), headers })
const devices = '/v1.0/deviceManagement/managedDevices'
const tokens = '/beta/deviceAppManagement/vppTokens'

test('a throttled call says how long to wait, and the next one is answered', async () => {
  expect((await order('fault', { match: 'managedDevices', kind: '429', retryAfter: 7 })).status).toBe(204)
  expect((await admin.get(tokens)).status).toBe(200)
  const refused = await admin.get(devices)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('7')
  expect((await admin.get(devices)).status).toBe(200)
})

test('a fault lasts as many requests as it was given', async () => {
  await order('fault', { match: 'organization', status: 503, times: 2 })
  const statuses = []
  for (let call = 0; call < 3; call += 1) statuses.push((await admin.get('/v1.0/organization')).status)
  expect(statuses).toEqual([503, 503, 200])
})

test('garbage is no JSON, and half a page breaks off', async () => {
  const headers = { authorization: `Bearer ${admin.token}` }
  await order('fault', { kind: 'garbage' })
  await expect((await fetch(sandbox.url + devices, { headers })).json()).rejects.toThrow(SyntaxError)
  await order('fault', { kind: 'halfPage' })
  await expect((await fetch(sandbox.url + devices, { headers })).text()).rejects.toThrow()
})

test('a slow answer is the true one, later', async () => {
  await order('fault', { match: 'managedDevices', kind: 'slow', seconds: 0.2 })
  const from = performance.now()
  expect((await admin.get(devices)).status).toBe(200)
  expect(performance.now() - from).toBeGreaterThan(190)
})

test('a hanging answer ends with the patience of the caller', async () => {
  await order('fault', { kind: 'hang' })
  const headers = { authorization: `Bearer ${admin.token}` }
  const asked = fetch(sandbox.url + devices, { headers, signal: AbortSignal.timeout(50) })
  await expect(asked).rejects.toThrow('timeout')
})

test('a token that expires on the way stays expired; a new sign-in goes on', async () => {
  await order('fault', { match: 'managedDevices', kind: 'expireToken' })
  expect(errorOf(await admin.get(devices)).code).toBe('InvalidAuthenticationToken')
  expect((await admin.get(devices)).status).toBe(401)
  expect((await (await visit(sandbox.url)).get(devices)).status).toBe(200)
})

test('a lapsed licence stops Intune and nothing else', async () => {
  await order('fault', { kind: 'licenceLapsed', times: 2 })
  expect((await admin.get('/v1.0/organization')).status).toBe(200)
  const refused = await admin.get(devices)
  expect(refused.status).toBe(400)
  expect(errorOf(refused).message).toBe('Request not applicable to target tenant.')
})

test('multi admin approval stops changes and lets reads through', async () => {
  await order('fault', { kind: 'multiAdminApproval' })
  const token = sandbox.control.truth().connections.find(({ service }) => service === 'vpp')
  expect((await admin.get(tokens)).status).toBe(200)
  const refused = await admin.send('DELETE', `${tokens}/${token?.externalId}`)
  expect(refused.status).toBe(400)
  expect(errorOf(refused).message).toContain('x-msft-approval-justification')
})

test('the budget of requests runs out now and then', async () => {
  const strict = await startSandbox({ devices: 20, throttleEvery: 3 })
  const visitor = await visit(strict.url)
  const statuses = []
  for (let call = 0; call < 9; call += 1) statuses.push((await visitor.get('/v1.0/organization')).status)
  expect(statuses).toEqual([200, 200, 429, 200, 200, 429, 200, 200, 503])
  await strict.close()
})

test('controls refuse nonsense and web pages', async () => {
  expect((await order('fault', { kind: 'earthquake' })).status).toBe(400)
  expect((await order('change', { removeToken: 'none' })).status).toBe(400)
  expect((await order('reset', {}, { origin: 'https://page.example' })).status).toBe(403)
  const truth = await (await fetch(`${sandbox.url}/_sandbox/truth`)).json()
  expect(truth).toEqual(sandbox.control.truth())
})
