import { createHash, randomUUID, X509Certificate } from 'node:crypto'
import { decodeJwt, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { poorClient, readClient, tenantDomain, tenantId } from './registrations.ts'
import { makeSelfSigned } from './self-signed.ts'
import { type Sandbox, startSandbox } from './server.ts'
import { askForToken, errorOf, visit } from './visitor.ts'

let instant = new Date('2026-11-22T09:00:00Z')
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 20, now: () => instant, tokenSeconds: 600 })
})
afterAll(() => sandbox.close())

test.each([
  ['an unknown tenant', {}, '00000000-0000-4000-8000-000000000000', 400, 'invalid_request', 90002],
  ['an unknown client', { client_id: randomUUID() }, tenantId, 400, 'unauthorized_client', 700016],
  ['a wrong secret', { client_secret: 'guess' }, tenantId, 401, 'invalid_client', 7000215],
  ['a lapsed secret', { client_secret: readClient.lapsedSecret }, tenantId, 401, 'invalid_client', 7000222],
  ['no credential', { client_secret: '' }, tenantId, 401, 'invalid_client', 7000218],
  ['a scope without /.default', { scope: 'openid' }, tenantId, 400, 'invalid_scope', 1002012],
  ['another grant', { grant_type: 'password' }, tenantId, 400, 'unsupported_grant_type', 70003],
])('refuses %s as Entra does', async (_, form, tenant, status, error, number) => {
  const answer = await askForToken(sandbox.url, form, tenant)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ error, error_codes: [number] })
  expect(answer.body.error_description).toMatch(new RegExp(`^AADSTS${number}: `))
})

test('a token names tenant, client, audience and the permissions granted', async () => {
  const { token } = await visit(sandbox.url, poorClient)
  expect(decodeJwt(token)).toMatchObject({
    aud: sandbox.url,
    tid: tenantId,
    appid: poorClient.clientId,
    roles: ['DeviceManagementServiceConfig.Read.All'],
  })
})

test('a verified domain stands for the tenant', async () => {
  const answer = await askForToken(sandbox.url, {}, tenantDomain)
  expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
})

test('a token stops working when its time is over', async () => {
  const visitor = await visit(sandbox.url)
  expect((await visitor.get('/v1.0/organization')).status).toBe(200)
  instant = new Date(instant.getTime() + 601_000)
  const late = await visitor.get('/v1.0/organization')
  expect(late.status).toBe(401)
  expect(errorOf(late).code).toBe('InvalidAuthenticationToken')
})

test('nothing is answered without a token, or to a token of somebody else', async () => {
  const bare = await fetch(`${sandbox.url}/v1.0/organization`)
  expect(bare.status).toBe(401)
  const forged = await new SignJWT({ roles: readClient.roles })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode('a key the sandbox does not know, 32 bytes'))
  const headers = { authorization: `Bearer ${forged}` }
  expect((await fetch(`${sandbox.url}/v1.0/organization`, { headers })).status).toBe(401)
})

const clientId = '1d0a7a3e-52f1-4f0e-8c5b-0b8f6f0d2a99'
const { pem, privateKey } = makeSelfSigned('Pomona', new Date('2026-01-01'), new Date('2028-01-01'))

const assertionForm = async (changes: {
  algorithm?: string
  audience?: string
  thumbprint?: string
  key?: typeof privateKey
  seconds?: number
}) => {
  const now = Math.floor(instant.getTime() / 1000)
  const registered = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url')
  const assertion = await new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: changes.algorithm ?? 'PS256', 'x5t#S256': changes.thumbprint ?? registered })
    .setAudience(changes.audience ?? `${sandbox.url}/${tenantId}/oauth2/v2.0/token`)
    .setIssuer(clientId)
    .setSubject(clientId)
    .setIssuedAt(now)
    .setExpirationTime(now + (changes.seconds ?? 300))
    .sign(changes.key ?? privateKey)
  return {
    client_id: clientId,
    client_secret: '',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
}

test.each(['PS256', 'RS256'])('a registered certificate signs in with %s', async (algorithm) => {
  sandbox.control.register({ clientId, certificate: pem, roles: ['DeviceManagementApps.Read.All'] })
  const answer = await askForToken(sandbox.url, await assertionForm({ algorithm }))
  expect(answer.status).toBe(200)
})

test('an assertion must be fresh, meant for this endpoint and signed by the registered certificate', async () => {
  sandbox.control.register({ clientId, certificate: pem, roles: [] })
  const stranger = makeSelfSigned('Stranger', new Date('2026-01-01'), new Date('2028-01-01'))
  const faulty: Array<[Parameters<typeof assertionForm>[0], number]> = [
    [{ seconds: -60 }, 700024],
    [{ audience: 'https://elsewhere.example/token' }, 700023],
    [{ thumbprint: 'bm90LXRoaXMtb25l' }, 700027],
    [{ key: stranger.privateKey }, 700027],
  ]
  for (const [changes, number] of faulty) {
    const answer = await askForToken(sandbox.url, await assertionForm(changes))
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [number] } })
  }
})
