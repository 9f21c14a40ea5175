import * as client from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInClient, tenantId } from '../registrations.ts'
import { type Sandbox, startSandbox } from '../server.ts'
import { groupIds, people } from './people.ts'

let sandbox: Sandbox
let config: client.Configuration
beforeAll(async () => {
  sandbox = await startSandbox({ devices: 20 })
  config = await client.discovery(
    new URL(`${sandbox.url}/${tenantId}/v2.0`),
    signInClient.clientId,
    undefined,
    client.ClientSecretPost(signInClient.secret),
    { execute: [client.allowInsecureRequests] },
  )
})
afterAll(() => sandbox.close())

const redirectUri = 'http://localhost:4711/api/auth/callback/sso'
const [freja, viggo, nanna] = people

/** Goes where the provider leads, as a browser does, and picks an account where it is asked for one. */
const browser = (picks = () => {}) => {
  const jar = new Map<string, string>()
  const goes = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value) jar.set(name ?? '', value)
      else jar.delete(name ?? '')
    }
    return answer
  }
  const follows = async (url: string, oid: string): Promise<URL> => {
    if (url.startsWith(redirectUri)) return new URL(url)
    const answer = await goes(url)
    const next = answer.headers.get('location')
    if (next) return follows(new URL(next, url).href, oid)
    picks()
    const picked = await goes(url, { method: 'POST', body: new URLSearchParams({ account: oid }) })
    return follows(new URL(picked.headers.get('location') ?? '', url).href, oid)
  }
  return follows
}

const signsIn = async (oid = '', follows = browser(), more: Record<string, string> = {}) => {
  const [verifier, state, nonce] = [
    client.randomPKCECodeVerifier(),
    client.randomState(),
    client.randomNonce(),
  ]
  const asked = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  })
  const answered = await follows(asked.href, oid)
  const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
  return (await client.authorizationCodeGrant(config, answered, checks)).claims()
}

test('somebody who signs in is told by oid and tenant; the subject is this application’s alone', async () => {
  const claims = await signsIn(freja?.oid)
  expect(claims).toMatchObject({
    iss: `${sandbox.url}/${tenantId}/v2.0`,
    aud: signInClient.clientId,
    oid: freja?.oid,
    tid: tenantId,
    name: freja?.name,
    preferred_username: freja?.upn,
    auth_time: expect.any(Number),
  })
  expect(claims?.sub).not.toBe(freja?.oid)
  expect(claims).not.toHaveProperty('groups')
  expect(claims).not.toHaveProperty('email')
})

test('groups and roles are what the directory says at that moment', async () => {
  const groups = [groupIds.deviceTeam]
  sandbox.control.person({ upn: viggo?.upn ?? '', groups, roles: ['Pomona.Decider'] })
  expect(await signsIn(viggo?.oid)).toMatchObject({ groups, roles: ['Pomona.Decider'] })
  sandbox.control.person({ upn: viggo?.upn ?? '', groups: [] })
  expect(await signsIn(viggo?.oid)).not.toHaveProperty('groups')
})

test('too many groups are not told, only where to ask for them', async () => {
  sandbox.control.person({ upn: nanna?.upn ?? '', groups: [groupIds.deviceTeam], isInTooMany: true })
  const claims = await signsIn(nanna?.oid)
  expect(claims).toMatchObject({ _claim_names: { groups: 'src1' } })
  expect(claims).not.toHaveProperty('groups')
})

test('who has signed in is not asked again, unless the application wants it so', async () => {
  let picked = 0
  const follows = browser(() => {
    picked += 1
  })
  await signsIn(freja?.oid, follows)
  await signsIn(freja?.oid, follows)
  expect(picked).toBe(1)
  await signsIn(freja?.oid, follows, { prompt: 'login', max_age: '0' })
  expect(picked).toBe(2)
})

test('a stranger’s redirect is refused', async () => {
  const { searchParams, href } = client.buildAuthorizationUrl(config, {
    redirect_uri: 'https://elsewhere.example/api/auth/callback/sso',
    scope: 'openid',
  })
  expect(searchParams.get('redirect_uri')).toContain('elsewhere')
  expect((await fetch(href, { redirect: 'manual' })).status).toBe(400)
})
