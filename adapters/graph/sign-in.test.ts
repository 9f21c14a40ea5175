import { createHash } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { testCertificate } from './certificate.fixture.ts'
import {
  accessToken,
  granted,
  type Handler,
  requestFor,
  startGraph,
  testTiming,
  token,
} from './graph-server.fixture.ts'
import { openTenant } from './tenant-reader.ts'

const year = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2027-01-01T00:00:00Z') }
const entraError = (status: number, error: string, number: number) => ({
  status,
  json: { error, error_description: `AADSTS${number}: words`, error_codes: [number] },
})
const signIn = async (handler: Handler, more: Parameters<typeof requestFor>[1] = {}) => {
  const server = await startGraph(handler)
  return { server, outcome: await openTenant(requestFor(server.url, more)) }
}

describe('what is sent', () => {
  test('a secret goes in the form, with the scope of the configured Graph', async () => {
    const { server, outcome } = await signIn(() => token())
    expect(outcome.ok).toBe(true)
    const call = server.calls[0]
    expect(call?.method).toBe('POST')
    expect(call?.path).toBe('/lindegaard.example/oauth2/v2.0/token')
    expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(call?.headers.authorization).toBeUndefined()
    expect(Object.fromEntries(new URLSearchParams(call?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: '7f0c0b52-0d5c-4b5e-9a43-0d4e5f6a7b8c',
      client_secret: 'fictional+&=é',
      scope: `${server.url}/.default`,
    })
  })

  test.each(['privateKeyPem', 'pkcs1Pem'] as const)(
    'a certificate signs an assertion as Entra documents it (%s)',
    async (form) => {
      const pair = testCertificate(year)
      const { server, outcome } = await signIn(() => token(), {
        credential: {
          kind: 'certificate',
          certificatePem: pair.certificatePem,
          privateKeyPem: pair[form],
        },
        timing: { ...testTiming(), now: () => Date.parse('2026-11-22T08:00:00Z') },
      })
      expect(outcome.ok).toBe(true)
      const body = new URLSearchParams(server.calls[0]?.body)
      expect(body.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
      expect(body.has('client_secret')).toBe(false)
      const assertion = body.get('client_assertion') ?? ''
      expect(decodeProtectedHeader(assertion)).toEqual({
        alg: 'PS256',
        typ: 'JWT',
        'x5t#S256': createHash('sha256').update(pair.der).digest('base64url'),
      })
      const { payload } = await jwtVerify(assertion, pair.publicKey, {
        audience: `${server.url}/lindegaard.example/oauth2/v2.0/token`,
        issuer: '7f0c0b52-0d5c-4b5e-9a43-0d4e5f6a7b8c',
        subject: '7f0c0b52-0d5c-4b5e-9a43-0d4e5f6a7b8c',
      })
      expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/)
      expect((payload.exp ?? 0) - (payload.nbf ?? 0)).toBe(300)
    },
  )

  test('a certificate that is expired, unreadable or of another key is refused before anything is sent', async () => {
    const pair = testCertificate(year)
    const old = testCertificate({
      from: new Date('2024-01-01T00:00:00Z'),
      until: new Date('2025-01-01T00:00:00Z'),
    })
    for (const credential of [
      { kind: 'certificate', certificatePem: old.certificatePem, privateKeyPem: old.privateKeyPem },
      { kind: 'certificate', certificatePem: pair.certificatePem, privateKeyPem: old.privateKeyPem },
      { kind: 'certificate', certificatePem: 'not a certificate', privateKeyPem: pair.privateKeyPem },
    ] as const) {
      const { server, outcome } = await signIn(() => token(), { credential })
      expect(outcome).toEqual({ ok: false, reason: 'badCertificate' })
      expect(server.calls).toHaveLength(0)
    }
  })

  test('a credential never travels unprotected to another machine', async () => {
    const outcome = await openTenant(requestFor('http://graph.lindegaard.example'))
    expect(outcome).toMatchObject({ reason: 'insecureAddress', values: { host: 'graph.lindegaard.example' } })
  })
})

describe('how Entra refuses', () => {
  test.each([
    [400, 'invalid_request', 90002, 'wrongTenant'],
    [400, 'unauthorized_client', 700016, 'wrongClient'],
    [401, 'invalid_client', 7000215, 'wrongSecret'],
    [401, 'invalid_client', 7000222, 'expiredSecret'],
    [401, 'invalid_client', 700027, 'badCertificate'],
    [400, 'invalid_scope', 70011, 'signInRefused'],
  ])('%i %s AADSTS%i is %s', async (status, error, number, reason) => {
    const { outcome } = await signIn(() => entraError(status, error, number))
    expect(outcome).toMatchObject({ ok: false, reason })
  })

  test('without a list of codes the description’s number decides, without any the OAuth error', async () => {
    const described = { error: 'invalid_client', error_description: 'AADSTS7000222: words' }
    expect((await signIn(() => ({ status: 401, json: described }))).outcome).toMatchObject({
      reason: 'expiredSecret',
    })
    const challenge = { 'www-authenticate': 'Bearer realm="x"' }
    const bare = { status: 401, json: { error: 'invalid_client' }, headers: challenge }
    expect((await signIn(() => bare)).outcome).toMatchObject({ reason: 'wrongSecret' })
  })

  test.each([
    [{ text: '<html>Sign in to the guest network</html>' }, 'malformedAnswer'],
    [{ json: { token_type: 'Bearer' } }, 'malformedAnswer'],
    [{ status: 401, text: 'no' }, 'signInRefused'],
    [{ status: 500, text: '' }, 'serverFault'],
    [{ status: 429, headers: { 'retry-after': '999' } }, 'throttled'],
    [{ status: 302, headers: { location: 'https://elsewhere.example/' } }, 'foreignLink'],
  ])('an answer that is no token is told apart (%#)', async (reply, reason) => {
    expect((await signIn(() => reply)).outcome).toMatchObject({ ok: false, reason })
  })

  test('a tenant that cannot be one is not asked for', async () => {
    const { server, outcome } = await signIn(() => token(), { tenant: '../common' })
    expect(outcome).toMatchObject({ reason: 'wrongTenant' })
    expect(server.calls).toHaveLength(0)
  })
})

describe('what the token says', () => {
  test('roles name what is missing for reading', async () => {
    const { outcome } = await signIn(() => token(accessToken(['DeviceManagementServiceConfig.Read.All'])))
    expect(granted(outcome).permissions).toEqual({
      known: true,
      found: ['DeviceManagementServiceConfig.Read.All'],
      beyondReading: [],
      missingForReading: [
        'DeviceManagementConfiguration.Read.All',
        'DeviceManagementApps.Read.All',
        'DeviceManagementManagedDevices.Read.All',
      ],
    })
  })

  test('a token without roles grants nothing, an opaque one says nothing', async () => {
    const bare = await signIn(() => token(accessToken(undefined)))
    expect(granted(bare.outcome).permissions).toMatchObject({ known: true, found: [] })
    const opaque = await signIn(() => token('EwBwA8l6BAAU'))
    expect(granted(opaque.outcome).permissions).toEqual({ known: false })
  })

  test('it tells which tenant it is for, whatever that was called; an opaque one does not', async () => {
    const tid = '8b0c4c52-6a4e-4a55-9a2e-3c1f5d7e9b10'
    const named = await signIn(() => token(accessToken([], 0, tid)))
    expect(granted(named.outcome).tenantId).toBe(tid)
    const opaque = await signIn(() => token('EwBwA8l6BAAU'))
    expect(granted(opaque.outcome).tenantId).toBeNull()
  })
})

describe('the life of a token', () => {
  const organisations = { json: { value: [{ id: 'o-1' }] } }

  test('it is kept until shortly before it expires', async () => {
    const timing = testTiming()
    const { server, outcome } = await signIn((call) => (call.method === 'POST' ? token() : organisations), {
      timing,
    })
    const tenant = granted(outcome)
    await tenant.page('organisation', null, null)
    timing.advance(3_200_000)
    await tenant.page('organisation', null, null)
    expect(server.calls.length - server.graphCalls().length).toBe(1)
    timing.advance(200_000)
    await tenant.page('organisation', null, null)
    expect(server.calls.length - server.graphCalls().length).toBe(2)
  })

  test('a token refused mid-reading is asked for once more, by all callers together', async () => {
    let issued = 0
    const { server, outcome } = await signIn((call) => {
      if (call.method === 'POST') return token(accessToken([], ++issued))
      const isCurrent = call.headers.authorization === `Bearer ${accessToken([], 2)}`
      return isCurrent
        ? organisations
        : { status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } }
    })
    const tenant = granted(outcome)
    const pages = await Promise.all([1, 2, 3].map(() => tenant.page('organisation', null, null)))
    expect(pages.every((page) => page.ok)).toBe(true)
    expect(issued).toBe(2)
    expect(server.graphCalls()).toHaveLength(6)
  })

  test('a fresh token that is refused too ends it', async () => {
    const refusing: Handler = (call) =>
      call.method === 'POST'
        ? token()
        : { status: 401, json: { error: { code: 'InvalidAuthenticationToken' } } }
    const { server, outcome } = await signIn(refusing)
    expect(await granted(outcome).page('organisation', null, null)).toEqual({
      ok: false,
      reason: 'signInRefused',
      values: { code: 'InvalidAuthenticationToken' },
    })
    expect(server.graphCalls()).toHaveLength(2)
  })
})
