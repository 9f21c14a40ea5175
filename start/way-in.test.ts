import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { encode } from 'next-auth/jwt'
import { afterEach, describe, expect, test } from 'vitest'
import { derivedSecret, settings } from '#adapters/env.ts'
import { sessionCookie } from '#adapters/session-cookie.ts'
import { wayIn } from './way-in.ts'

let server: Server | undefined
afterEach(() => server?.close())

type Asked = {
  method?: string
  headers?: Record<string, string>
  body?: string
  isUnfinished?: boolean
  isHandedOn?: boolean
}

/** How Next sends a request on to itself: with all the headers that it saw, and no length. */
const sentOn = (port: number, headers: IncomingMessage['headers']): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { 'content-length': _length, host: _host, ...kept } = headers
    const again = { ...kept, 'transfer-encoding': 'chunked', 'x-sent-on': '1' }
    request({ port, host: '127.0.0.1', method: 'POST', headers: again, agent: false }, resolve)
      .once('error', reject)
      .end('x')
  })

/** Asks a server behind the way in, which tells the headers that got through. */
const asks = async (
  { url, proxies }: { url: string; proxies: number },
  { method = 'GET', headers = {}, body = '', isUnfinished = false, isHandedOn = false }: Asked = {},
) => {
  const listener = wayIn({ url, proxies }, async ({ headers: seen, socket }, response) => {
    if (isHandedOn && !seen['x-sent-on']) (await sentOn(socket.localPort ?? 0, seen)).pipe(response)
    else response.end(JSON.stringify(seen))
  })
  server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method, headers, agent: false }, resolve)
    asked.once('error', reject)
    if (isUnfinished) asked.write(body)
    else asked.end(body)
  })
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) }
}

const here = { url: 'http://localhost:3000', proxies: 0 }
const behind = { url: 'https://pomona.example', proxies: 1 }
const forged = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'elsewhere.example',
  'x-forwarded-proto': 'ftp',
  'x-forwarded-port': '1',
  forwarded: 'for=203.0.113.9;host=elsewhere.example',
}

test('without a proxy nothing that a client says of one gets through', async () => {
  const { body } = await asks(here, { headers: forged })
  expect(body).not.toMatch(/elsewhere|203\.0\.113|ftp/)
  expect(JSON.parse(body)).toMatchObject({ 'x-forwarded-for': '127.0.0.1' })
})

test('behind a proxy the client is whom the proxy saw, and the address the one people use', async () => {
  const headers = { ...forged, 'x-forwarded-for': '203.0.113.9, 198.51.100.4' }
  const { body } = await asks(behind, { headers })
  expect(body).not.toMatch(/elsewhere|203\.0\.113|ftp/)
  expect(JSON.parse(body)).toMatchObject({
    'x-forwarded-for': '198.51.100.4',
    'x-forwarded-host': 'pomona.example',
    'x-forwarded-proto': 'https',
  })
})

test.each([here, behind])(
  'what Next sends on to itself is as it was when it came ($url)',
  async (reached) => {
    const headers = { host: 'localhost:3000', 'x-forwarded-for': '198.51.100.4' }
    const { status, body } = await asks(reached, { method: 'POST', headers, isHandedOn: true })
    const { body: before } = await asks(reached, { method: 'POST', headers })
    const forwardedIn = (seen: string) =>
      Object.entries(JSON.parse(seen)).filter(([name]) => name.startsWith('x-forwarded'))
    expect([status, forwardedIn(body)]).toEqual([200, forwardedIn(before)])
  },
)

test('nobody can say that they were here before', async () => {
  const headers = { ...forged, 'x-pomona-passed': randomUUID() }
  expect((await asks(here, { headers })).body).not.toMatch(/elsewhere|203\.0\.113/)
})

test('every answer forbids frames, guessed types, outgoing referrers and devices', async () => {
  for (const method of ['GET', 'TRACE']) {
    const { headers } = await asks(behind, { method })
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
      'strict-transport-security': 'max-age=63072000',
    })
  }
})

test('browsers are bound to https only where people come by it', async () => {
  const { headers } = await asks(here)
  expect(headers).not.toHaveProperty('strict-transport-security')
})

test.each(['TRACE', 'OPTIONS', 'PUT', 'DELETE'])('%s is not a way in', async (method) => {
  const { status, headers, body } = await asks(here, { method, headers: { 'x-planted': 'planted' } })
  expect([status, headers.allow, body]).toEqual([405, 'GET, HEAD, POST', ''])
})

describe('what a stranger sends', () => {
  const session = async () => {
    const token = { session: randomUUID() }
    const cookie = await encode({ token, secret: derivedSecret(settings().key, 'sessions') })
    return { cookie: `pomona-language=fr; ${sessionCookie().name}=${cookie}` }
  }
  const long = { 'content-length': '65537' }

  test('is taken as long as a form of theirs can be', async () => {
    const { status } = await asks(here, { method: 'POST', body: 'x'.repeat(65_536) })
    expect(status).toBe(200)
  })

  test.each<[string, Record<string, string>]>([
    ['longer', long],
    ['without saying how long it is', { 'transfer-encoding': 'chunked' }],
    ['longer, with a cookie that is not ours', { ...long, cookie: `${sessionCookie().name}=x.y.z` }],
  ])('is not waited for where it comes %s', async (_what, headers) => {
    const { status, headers: answered } = await asks(here, {
      method: 'POST',
      headers,
      body: 'begun',
      isUnfinished: true,
    })
    expect([status, answered.connection]).toEqual([413, 'close'])
  })

  test('is not what a member sends', async () => {
    const headers = await session()
    expect((await asks(here, { method: 'POST', headers, body: 'x'.repeat(100_000) })).status).toBe(200)
  })
})
