import { describe, expect, test } from 'vitest'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { confirmed, must } from './case.fixture.ts'
import { useCaseTenant } from './case-tenant.fixture.ts'
import { offboardingDetail } from './queries.ts'
import { recheckEnded, recheckNow } from './rechecks.ts'
import { rechecksDue } from './rechecks-due.ts'
import { acceptRemainder } from './word-commands.ts'

useTestDatabase()

const minute = 60_000
const day = 24 * 60 * minute
const tenant = useCaseTenant({ devices: 40, revocationMilliseconds: minute })

const ended = async () => {
  const id = await confirmed(tenant.world, 'Skagen Kiosk')
  await tenant.carryOut(id)
  return id
}
const look = () => recheckEnded(tenant.world.clock, { signal: new AbortController().signal, now: tenant.now })
const looks = async (id: string) =>
  (await offboardingDetail(tenant.world.actors.auditor, id)).rechecks.map(({ day: on, found, reason }) => ({
    day: on,
    found,
    reason,
  }))

describe('what a case ended', () => {
  test('is looked for again on its days, each once, with evidence', async () => {
    const id = await ended()
    await look()
    expect(await looks(id)).toEqual([])
    tenant.pass(day)
    await look()
    await look()
    expect(await looks(id)).toEqual([{ day: 1, found: 'gone', reason: null }])
    // A worker that was away looks once for all the days it missed.
    tenant.pass(40 * day)
    const calls = tenant.sandbox.control.calls().length
    await look()
    expect(tenant.sandbox.control.calls().length - calls).toBeLessThan(6)
    expect((await looks(id)).map((each) => each.day)).toEqual([30, 7, 1])
    const { evidence, nextLooks } = await offboardingDetail(tenant.world.actors.auditor, id)
    expect(evidence.at(-1)).toMatchObject({ what: 'tokenFoundGone' })
    const [next] = nextLooks.values()
    expect(next?.getTime()).toBeGreaterThan(tenant.now().getTime() + 40 * day)
    expect(await tenant.world.audit()).toContain('connection.lookedAgain')
  })

  test('is told as soon as it is back, and a reading is asked for', async () => {
    const id = await ended()
    await owner().reading.deleteMany({
      where: { organisationId: tenant.world.organisationId, state: 'waiting' },
    })
    tenant.sandbox.control.reset()
    tenant.pass(day)
    await look()
    expect(await looks(id)).toEqual([{ day: 1, found: 'present', reason: null }])
    const waiting = { organisationId: tenant.world.organisationId, state: 'waiting' }
    expect(await owner().reading.count({ where: waiting })).toBe(1)
  })

  test('cannot be checked where Microsoft refuses the registration, and says why', async () => {
    const id = await ended()
    tenant.pass(day)
    tenant.sandbox.control.fault({ match: '/vppTokens', status: 403, times: 5 })
    await look()
    expect(await looks(id)).toMatchObject([{ day: 1, found: 'unknown', reason: 'missingPermission' }])
  })

  test('is looked for whenever a member asks, beside the timetable', async () => {
    const id = await ended()
    await recheckNow(tenant.world.actors.admin, id)
    expect(await looks(id)).toEqual([{ day: null, found: 'gone', reason: null }])
    await expect(recheckNow(tenant.world.actors.auditor, id)).rejects.toThrow()
    expect(await rechecksDue()).not.toContain(tenant.world.organisationId)
  })

  test('of a school is looked for once more, past the time that Apple keeps its accounts, whichever token it was', async () => {
    // Its token has expired, so its licences stay behind.
    const id = await confirmed(tenant.world, 'Academy Apps')
    const { tasks } = await tenant.carryOut(id)
    const position = tasks.findIndex(({ state }) => state === 'needsAttention')
    must(await acceptRemainder(tenant.world.actors.admin, id, { position, why: 'The token has expired.' }))
    await tenant.carryOut(id)
    const { accounts } = await offboardingDetail(tenant.world.actors.admin, id)
    expect(accounts.map(({ isOfSchool }) => isOfSchool)).toEqual([true])
    tenant.pass(120 * day)
    await look()
    expect((await looks(id)).map((each) => each.day)).toEqual([90, 30, 7, 1])
    await owner().disablement.updateMany({
      where: { offboardingId: id },
      data: { observedAt: new Date(Date.now() - 122 * day) },
    })
    expect(await rechecksDue()).toContain(tenant.world.organisationId)
    tenant.pass(2 * day)
    await look()
    expect((await looks(id))[0]?.day).toBe(121)
    expect(await rechecksDue()).not.toContain(tenant.world.organisationId)
  })
})
