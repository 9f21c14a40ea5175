import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { carriedOut, confirmed, readWorld, type World } from './case.fixture.ts'
import { offboardingDetail } from './queries.ts'
import { recheckEnded, recheckNow } from './rechecks.ts'
import { rechecksDue } from './rechecks-due.ts'
import { runOffboarding } from './run-offboarding.ts'

useTestDatabase()

const minute = 60_000
const day = 24 * 60 * minute
let sandbox: Sandbox
let world: World
let later = 0
const now = () => new Date(Date.now() + later)

beforeAll(async () => {
  sandbox = await startSandbox({ devices: 40, now, revocationMilliseconds: minute })
  setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
})
beforeEach(async () => {
  later = 0
  sandbox.control.reset()
  world = await readWorld()
})
afterAll(async () => {
  setCloud(null)
  await sandbox.close()
})

const ended = async () => {
  const id = await confirmed(world, 'Skagen Kiosk')
  await carriedOut(world, id, {
    once: (offboarding) =>
      runOffboarding(world.clock, offboarding, { signal: new AbortController().signal, now }),
    wait: () => {
      later += minute
    },
  })
  return id
}
const look = () => recheckEnded(world.clock, { signal: new AbortController().signal, now })
const looks = async (id: string) =>
  (await offboardingDetail(world.actors.auditor, id)).rechecks.map(({ day: on, found, reason }) => ({
    day: on,
    found,
    reason,
  }))

describe('what a case ended', () => {
  test('is looked for again on its days, each once, with evidence', async () => {
    const id = await ended()
    await look()
    expect(await looks(id)).toEqual([])
    later += day
    await look()
    await look()
    expect(await looks(id)).toEqual([{ day: 1, found: 'gone', reason: null }])
    // A worker that was away looks once for all the days it missed.
    later += 40 * day
    const calls = sandbox.control.calls().length
    await look()
    expect(sandbox.control.calls().length - calls).toBeLessThan(6)
    expect((await looks(id)).map((each) => each.day)).toEqual([30, 7, 1])
    const { evidence, nextLooks } = await offboardingDetail(world.actors.auditor, id)
    expect(evidence.at(-1)).toMatchObject({ what: 'tokenFoundGone' })
    const [next] = nextLooks.values()
    expect(next?.getTime()).toBeGreaterThan(now().getTime() + 40 * day)
    expect(await world.audit()).toContain('connection.lookedAgain')
  })

  test('is told as soon as it is back, and a reading is asked for', async () => {
    const id = await ended()
    await owner().reading.deleteMany({
      where: { organisationId: world.organisationId, state: 'waiting' },
    })
    sandbox.control.reset()
    later += day
    await look()
    expect(await looks(id)).toEqual([{ day: 1, found: 'present', reason: null }])
    const waiting = { organisationId: world.organisationId, state: 'waiting' }
    expect(await owner().reading.count({ where: waiting })).toBe(1)
  })

  test('cannot be checked where Microsoft refuses the registration, and says why', async () => {
    const id = await ended()
    later += day
    sandbox.control.fault({ match: '/vppTokens', status: 403, times: 5 })
    await look()
    expect(await looks(id)).toMatchObject([{ day: 1, found: 'unknown', reason: 'missingPermission' }])
  })

  test('is looked for whenever a member asks, beside the timetable', async () => {
    const id = await ended()
    await recheckNow(world.actors.admin, id)
    expect(await looks(id)).toEqual([{ day: null, found: 'gone', reason: null }])
    await expect(recheckNow(world.actors.auditor, id)).rejects.toThrow()
    expect(await rechecksDue()).not.toContain(world.organisationId)
  })
})
