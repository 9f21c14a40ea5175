import { randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { expect, test } from 'vitest'
import { derivedSecret, settings, setUrl } from './env.ts'
import { sessionCookie, sessionIdIn } from './session-cookie.ts'

const secret = () => derivedSecret(settings().key, 'sessions')
const session = randomUUID()

test('a cookie of ours tells its session', async () => {
  expect(await sessionIdIn(await encode({ token: { session }, secret: secret() }))).toBe(session)
})

test.each([
  ['http://localhost:3000', { name: 'pomona-session', secure: false, path: '/' }],
  ['https://pomona.example', { name: '__Host-pomona-session', secure: true, path: '/' }],
])('where Pomona is reached as %s it is tied to that host as far as browsers can', (url, cookie) => {
  setUrl(url)
  expect(sessionCookie()).toEqual(cookie)
})

test.each([
  ['no cookie', async () => undefined],
  ['an empty one', async () => ''],
  ['one that is no token', async () => 'eyJhbGciOiJub25lIn0.e30.'],
  ['one from another key', () => encode({ token: { session }, secret: 'another secret' })],
  ['one past its end', () => encode({ token: { session }, secret: secret(), maxAge: -60 })],
  ['one without a session', () => encode({ token: { sub: session }, secret: secret() })],
  ['one whose session is no id', () => encode({ token: { session: '1 or 1=1' }, secret: secret() })],
])('%s opens nothing', async (_what, cookie) => {
  expect(await sessionIdIn(await cookie())).toBeNull()
})
