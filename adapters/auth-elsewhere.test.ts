import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { NextRequest } from 'next/server'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { authHandler } from './auth.ts'
import { setSignIn, settings } from './env.ts'
import { log } from './log.ts'
import { sessionCookie, sessionIdIn } from './session-cookie.ts'

/** The browser: what it holds and sends along. */
const jar = new Map<string, string>()
// next-auth takes these from Next by `require` at each request, and there is no Next around it here.
const next = createRequire(import.meta.url)('next/headers')
beforeEach(() => {
  vi.spyOn(next, 'cookies').mockImplementation(async () => ({
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
  }))
  vi.spyOn(next, 'headers').mockImplementation(async () => new Headers())
})

/** A provider whose tokens say what a test wants them to. */
const tenant = '8b0c4c52-6a4e-4a55-9a2e-3c1f5d7e9b10'
let server: Server
let issuer = ''
let says: (nonce: string) => Promise<string>
let asked = new URLSearchParams()
let exchanged = new URLSearchParams()
const [ours, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])

beforeAll(async () => {
  const key = { ...(await exportJWK(ours.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' }
  server = createServer(async (request, response) => {
    const answers: Record<string, () => unknown> = {
      [`/${tenant}/v2.0/.well-known/openid-configuration`]: () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
      }),
      [`/${tenant}/v2.0/keys`]: () => ({ keys: [key] }),
      [`/${tenant}/v2.0/token`]: async () => {
        const chunks = await request.toArray()
        exchanged = new URLSearchParams(Buffer.concat(chunks).toString())
        return {
          token_type: 'Bearer',
          access_token: 'opens nothing',
          id_token: await says(asked.get('nonce') ?? ''),
        }
      },
    }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(await answers[request.url ?? '']?.()))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  issuer = `http://127.0.0.1:${port}/${tenant}/v2.0`
  setSignIn({ issuer, clientId: 'pomona', clientSecret: 'a secret' })
})
afterAll(() => {
  setSignIn(null)
  server.close()
})

const enter = vi.fn()
const session = randomUUID()
beforeEach(() => {
  jar.clear()
  enter.mockReset().mockResolvedValue({ session })
  signIn.mockClear()
  says = (nonce) => tokenOf({ nonce })
})

const tokenOf = (claims: JWTPayload, key = ours.privateKey, alg = 'RS256') =>
  new SignJWT({ iss: issuer, aud: 'pomona', sub: 'freja', oid: 'object', tid: tenant, ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .setIssuedAt()
    .setExpirationTime(claims.exp ?? '5m')
    .sign(key)

const signIn = vi.fn(async () => null)
const handler = authHandler({ signIn, signOut: async () => {}, enter })
const calls = async (path: string, form?: Record<string, string>): Promise<Response> => {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  const request = new NextRequest(`${settings().url}/api/auth/${path}`, {
    headers: { cookie },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  })
  const nextauth = path.split('?')[0]?.split('/') ?? []
  const answer = await handler(request, { params: Promise.resolve({ nextauth }) })
  for (const line of answer.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    jar.set(name, decodeURIComponent(value))
  }
  return answer
}

const leaves = async () => {
  const { csrfToken } = await (await calls('csrf')).json()
  const away = await calls('signin/sso', { csrfToken, callbackUrl: `${settings().url}/members` })
  asked = new URL(away.headers.get('location') ?? '').searchParams
}
const comesBack = (state = asked.get('state') ?? '') =>
  calls(`callback/sso?${new URLSearchParams({ code: 'a code', state })}`)
/** Goes to the provider and comes back; `state` is what the way back names. */
const arrives = async (state?: string) => {
  await leaves()
  return comesBack(state)
}
/** Shows a name and a password here. */
const shows = async (shown: Record<string, string>) => {
  const { csrfToken } = await (await calls('csrf')).json()
  await calls('callback/credentials', { csrfToken, ...shown })
}
const opened = () => sessionIdIn(jar.get(sessionCookie().name))

test('whom the provider vouches for gets a session and goes where they were going', async () => {
  const answer = await arrives()
  expect(answer.headers.get('location')).toBe(`${settings().url}/members`)
  expect(await opened()).toBe(session)
  expect(enter).toHaveBeenCalledExactlyOnceWith(
    { identity: expect.objectContaining({ issuer, subject: 'object' }), said: { groups: [], roles: [] } },
    '/members',
    null,
  )
})

test('the code is asked for and exchanged with state, nonce and the proof of who asked (PKCE)', async () => {
  await arrives()
  expect(Object.fromEntries(asked)).toMatchObject({
    response_type: 'code',
    scope: 'openid profile',
    code_challenge_method: 'S256',
    redirect_uri: `${settings().url}/api/auth/callback/sso`,
  })
  expect([asked.get('state'), asked.get('nonce'), asked.get('code_challenge')]).not.toContain(null)
  expect(exchanged.get('code_verifier')).toHaveLength(43)
})

test.each<[string, (nonce: string) => Promise<string>]>([
  ['of another sign-in', () => tokenOf({ nonce: 'another' })],
  ['without a nonce', () => tokenOf({})],
  ['for another application', (nonce) => tokenOf({ nonce, aud: 'another' })],
  ['of another issuer', (nonce) => tokenOf({ nonce, iss: 'https://sign-in.example' })],
  ['of another tenant', (nonce) => tokenOf({ nonce, tid: randomUUID() })],
  ['past its end', (nonce) => tokenOf({ nonce, exp: Math.floor(Date.now() / 1000) - 60 })],
  ['signed by somebody else', (nonce) => tokenOf({ nonce }, others.privateKey)],
  [
    'signed by nobody',
    async (nonce) => {
      const [, payload] = (await tokenOf({ nonce })).split('.')
      return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    },
  ],
])('a token %s opens nothing', async (_what, token) => {
  says = token
  const answer = await arrives()
  expect(answer.headers.get('location')).toMatch(/error/)
  expect(await opened()).toBeNull()
  expect(enter).not.toHaveBeenCalled()
})

test('a way back that nobody set out on opens nothing', async () => {
  await arrives('another state')
  expect(await opened()).toBeNull()
  jar.clear()
  await calls('callback/sso?code=a+code&state=any')
  expect(await opened()).toBeNull()
  expect(enter).not.toHaveBeenCalled()
})

test.each(['csrf', 'providers', 'signin', 'callback/sso', 'error'])(
  'a link elsewhere to %s does not say where somebody on their way is going',
  async (path) => {
    await leaves()
    const ways = new Map(jar)
    await calls(`${path}?callbackUrl=${encodeURIComponent('/welcome/of-somebody-else')}`)
    for (const [name, value] of ways) if (!/callback/.test(name)) jar.set(name, value)
    expect((await comesBack()).headers.get('location')).toBe(`${settings().url}/members`)
    expect(enter.mock.calls.map(([, next]) => next)).toEqual(['/members'])
  },
)

test.each(['_log', 'session', 'verify-request', 'new-user', 'constructor', '__proto__'])(
  '%s is shut to whoever asks',
  async (path) => {
    const told = vi.spyOn(log, 'error')
    expect((await calls(path)).status).toBe(404)
    const sent = await calls(path, { level: 'error', code: 'whatever a stranger writes' })
    expect(sent.status).toBe(404)
    expect(told).not.toHaveBeenCalled()
    expect([...jar]).toEqual([])
  },
)

test('who is not let in is shown why', async () => {
  enter.mockResolvedValue({ path: '/sign-in/no-organisation?reason=notAMember' })
  const answer = await arrives()
  expect(answer.headers.get('location')).toBe(`${settings().url}/sign-in/no-organisation?reason=notAMember`)
  expect(await opened()).toBeNull()
})

test('cookies on the way are this host’s alone where Pomona is reached by https', async () => {
  const { url } = settings()
  settings().url = 'https://pomona.example'
  try {
    await arrives()
  } finally {
    settings().url = url
  }
  expect([...jar.keys()].filter((name) => !name.startsWith('__Host-'))).toEqual([])
  expect([...jar.keys()]).toEqual(
    expect.arrayContaining(['__Host-pomona-state', '__Host-pomona-nonce', '__Host-pomona-pkce']),
  )
})

test.each(['login', 'password', 'code'])('a %s longer than any can be is not looked at', async (field) => {
  const shown = { login: 'x', password: 'x', code: 'x' }
  await shows({ ...shown, [field]: 'x'.repeat(200) })
  expect(signIn).toHaveBeenCalledOnce()
  await shows({ ...shown, [field]: 'x'.repeat(201) })
  expect(signIn).toHaveBeenCalledOnce()
})
