import { setTimeout as delay } from 'node:timers/promises'
import { closeDatabase } from '#adapters/db.ts'
import { hashPassword } from '#adapters/passwords.ts'
import type { Actor } from '#domain/actor.ts'
import { requestReading } from '#features/readings/commands.ts'
import { listReadings } from '#features/readings/queries.ts'
import { makeMember } from '#prisma/factories.ts'
import { closeOwner } from '#prisma/owner.ts'
import { type Times, timesIn } from '../measure-page.ts'
import { contend } from './contend.ts'

export type LoadJob = {
  url: string
  organisationIds: string[]
  members: number
  exporters: number
  /** How long somebody looks at a page, or at a file, before the next: half of it to one and a half times. */
  looksMs: number
  seconds: number
}

export type Loaded = {
  pages: { path: string; asked: number; times: Times }[]
  all: Times
  asked: number
  /** Answers of another status than 200, and requests without an answer, by what they were. */
  errors: Record<string, number>
  readings: { finished: number; failed: number }
}

const password = 'tuno-bora-namo-kesa-deta'
const paths = [
  '/',
  '/inventory',
  '/devices',
  '/people',
  '/connections',
  '/accounts',
  '/readings',
  '/offboardings',
]
const files = ['csv', 'json', 'xlsx'].map((format) => `/api/inventory?format=${format}`)

/** Signs in as a browser does, from an address of its own: tries from one address are counted together. */
const signIn = async (url: string, login: string, address: string): Promise<string> => {
  const from = { 'x-forwarded-for': address }
  const asked = await fetch(`${url}/api/auth/csrf`, { headers: from })
  const { csrfToken }: { csrfToken: string } = await asked.json()
  const cookieOf = (response: Response) =>
    response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
  const answer = await fetch(`${url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { ...from, cookie: cookieOf(asked).join('; ') },
    body: new URLSearchParams({ login, password, csrfToken, json: 'true' }),
    redirect: 'manual',
  })
  const session = cookieOf(answer).find((cookie) => cookie.startsWith('pomona-session='))
  if (!session) throw new Error(`${login} could not sign in`)
  return session
}

/** Members who go from page to page, others who take files along, and one reading after the other of each organisation. */
await contend(
  async ({ url, organisationIds, members, exporters, looksMs, seconds }: LoadJob): Promise<Loaded> => {
    const passwordHash = await hashPassword(password)
    const cookies: string[] = []
    const admins: Actor[] = []
    for (const id of organisationIds) admins.push((await makeMember(id, 'admin')).actor)
    for (let at = 0; at < members + exporters; at += 1) {
      const organisationId = organisationIds[at % organisationIds.length] ?? ''
      const { login } = await makeMember(organisationId, at % 2 === 0 ? 'privacyOfficer' : 'admin', {
        passwordHash,
      })
      cookies.push(await signIn(url, login, `10.0.${at >> 8}.${at & 255}`))
    }
    await closeOwner()

    const until = performance.now() + seconds * 1000
    const goesOn = () => performance.now() < until
    const taken = new Map<string, number[]>()
    const errors: Record<string, number> = {}
    const fails = (what: string) => {
      errors[what] = (errors[what] ?? 0) + 1
    }
    const ask = async (path: string, cookie: string): Promise<void> => {
      const from = performance.now()
      try {
        const response = await fetch(`${url}${path}`, { headers: { cookie }, redirect: 'manual' })
        await response.arrayBuffer()
        if (response.status !== 200) fails(`${path} ${response.status}`)
      } catch (error) {
        fails(`${path} ${error instanceof Error ? error.message : error}`)
      }
      const times = taken.get(path) ?? []
      taken.set(path, [...times, performance.now() - from])
    }
    const visit = async (cookie: string, places: readonly string[], first: number): Promise<void> => {
      await delay(Math.random() * looksMs)
      for (let turn = first; goesOn(); turn += 1) {
        await ask(places[turn % places.length] ?? '/', cookie)
        await delay(looksMs / 2 + Math.random() * looksMs)
      }
    }
    const readings = { finished: 0, failed: 0 }
    const read = async (admin: Actor): Promise<void> => {
      while (goesOn()) {
        const asked = await requestReading(admin)
        if (!asked.ok) fails(`reading ${asked.reason}`)
        for (;;) {
          await delay(1000)
          const [last] = await listReadings(admin)
          if (last?.state === 'finished') readings.finished += 1
          else if (last?.state === 'failed') readings.failed += 1
          else continue
          break
        }
      }
    }
    await Promise.all([
      ...cookies.map((cookie, at) => visit(cookie, at < members ? paths : files, at)),
      ...admins.map(read),
    ])
    await closeDatabase()
    const all = [...taken.values()].flat()
    return {
      pages: [...taken]
        .toSorted()
        .map(([path, times]) => ({ path, asked: times.length, times: timesIn(times) })),
      all: timesIn(all),
      asked: all.length,
      errors,
      readings,
    }
  },
)
