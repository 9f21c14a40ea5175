import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import {
  carriedOut,
  confirmed,
  dieAt,
  isListedIn,
  must,
  reaching,
  readWorld,
  recording,
  type World,
  writesTo,
} from './case.fixture.ts'
import { offboardingDetail } from './queries.ts'
import { retryTask } from './run-commands.ts'
import { runOffboarding } from './run-offboarding.ts'

useTestDatabase()

const minute = 60_000
let sandbox: Sandbox
let world: World
let later = 0
const now = () => new Date(Date.now() + later)

beforeAll(async () => {
  sandbox = await startSandbox({ devices: 60, now })
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

const once = (id: string, signal = new AbortController().signal) =>
  runOffboarding(world.clock, id, { signal, now })

const carryOut = (id: string) =>
  carriedOut(world, id, {
    once,
    wait: () => {
      later += minute
    },
  })
const stuck = async (id: string) => {
  const { tasks } = await carryOut(id)
  const task = tasks.find(({ state }) => state === 'needsAttention')
  return { kind: task?.kind, reason: task?.reason, position: task?.position ?? -1, count: task?.values.count }
}
const again = async (id: string, position: number) => must(await retryTask(world.actors.admin, id, position))
const tokenOf = async (name: string) => (await world.connection(name)).externalId
const writes = () => writesTo(sandbox)
const isListed = (externalId: string) => isListedIn(sandbox, externalId)
/** What people do at Apple and in Intune meanwhile. */
const unassign = (token: string) => sandbox.control.change({ unassignAtApple: token })
const retire = (token: string) => sandbox.control.change({ retireDevices: token })

describe('a case for an enrolment token', () => {
  test('waits for Apple, keeps managed devices managed, and ends with the token gone', async () => {
    const name = 'Lindegaard Academy'
    const token = await tokenOf(name)
    const id = await confirmed(world, name)
    const { plan, impact } = await world.caseOf(id)
    expect(plan.hardStops.map(({ kind }) => kind)).toEqual(['devicesManaged', 'sharedWithSchoolDataSync'])
    expect(plan.counts.managed).toBeGreaterThan(0)
    expect(impact.ownProfiles.length).toBeGreaterThan(0)

    const managed = await stuck(id)
    expect(managed).toMatchObject({ kind: 'retireDevices', reason: 'devicesToRetire' })
    expect(managed.count).toBe(plan.counts.managed)
    expect(writes()).toEqual([])
    await again(id, managed.position)
    expect(await stuck(id)).toEqual(managed)

    retire(token)
    await again(id, managed.position)
    const apple = await stuck(id)
    expect(apple).toMatchObject({ kind: 'unassignDevices', reason: 'devicesStillAssigned' })
    expect(apple.count).toBeGreaterThan(0)
    expect(writes().map((call) => call.split('/').at(-1))).toEqual(['unshareForSchoolDataSyncService'])

    await again(id, apple.position)
    expect(await stuck(id)).toMatchObject({ reason: 'devicesStillAssigned', count: apple.count })
    unassign(token)
    later += 20 * minute
    await again(id, apple.position)
    const ended = await carryOut(id)
    expect(ended.state).toBe('awaitingAccount')
    expect(ended.tasks.map(({ state }) => state)).toEqual(Array(7).fill('done'))
    expect(isListed(token)).toBe(false)
    const done = writes().filter((call) => call.startsWith('DELETE'))
    expect(done).toEqual([...new Set(done)])
    const profiles = done.filter((call) => call.includes('/enrollmentProfiles/'))
    expect(profiles).toHaveLength(impact.ownProfiles.length)
    const defaults = impact.ownProfiles.filter(({ isDefault }) => isDefault).map((profile) => profile.id)
    expect(defaults.some((profile) => profiles.at(-1)?.endsWith(profile))).toBe(true)
    const row = await owner().connection.findFirstOrThrow({
      where: { organisationId: world.organisationId, name },
      include: { disablement: true },
    })
    expect(row.disablement?.offboardingId).toBe(id)
    const { evidence } = await offboardingDetail(world.actors.admin, id)
    expect(evidence.filter(({ what }) => what === 'profileDeleted').map((piece) => piece.profile)).toEqual(
      expect.arrayContaining(impact.ownProfiles.map((profile) => profile.name)),
    )
    expect(evidence.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['devicesFoundAssigned', 'devicesUnassigned', 'tokenFoundGone']),
    )
  })

  test('asks for a sync once for each time somebody says it is done, and again where that was too soon', async () => {
    retire(await tokenOf('Skagen Retail ADE'))
    const id = await confirmed(world, 'Skagen Retail ADE')
    const apple = await stuck(id)
    for (let times = 0; times < 2; times += 1) {
      await again(id, apple.position)
      expect(await stuck(id)).toEqual(apple)
    }
    const syncs = sandbox.control.calls().filter(({ path }) => path.endsWith('Program'))
    const statuses = syncs.map(({ status }) => status)
    expect([...new Set(statuses)]).toEqual([204, 400])
    expect(statuses.filter((status) => status === 204)).toHaveLength(2)
    expect(statuses.at(-1)).toBe(204)
    const found = await owner().evidence.count({
      where: { offboardingId: id, content: { path: ['what'], equals: 'devicesFoundAssigned' } },
    })
    expect(found).toBe(2)
  })

  test('goes on by itself once Intune takes the sync that was asked for too soon', async () => {
    const token = await tokenOf('Skagen Retail ADE')
    retire(token)
    const id = await confirmed(world, 'Skagen Retail ADE')
    const apple = await stuck(id)
    await again(id, apple.position)
    await stuck(id)
    unassign(token)
    await again(id, apple.position)
    expect((await carryOut(id)).state).toBe('awaitingAccount')
    const found = await owner().evidence.count({
      where: { offboardingId: id, content: { path: ['what'], equals: 'devicesFoundAssigned' } },
    })
    expect(found).toBe(1)
  })

  test.each<readonly [string, readonly [string, string]]>([
    ['the devices seen retired', recording('devicesRetired')],
    ['the sharing ended', recording('tokenUnshared')],
    ['the sync asked for', recording('syncAsked')],
    ['the devices seen unassigned', recording('devicesUnassigned')],
    ['the deletion of identities begun', reaching('deleteIdentities', 'running')],
    ['some identities deleted', recording('identitiesDeleted')],
    ['the identities’ task done', reaching('deleteIdentities', 'done')],
    ['a profile deleted', recording('profileDeleted')],
    ['the token deleted', recording('tokenDeleted')],
    ['the token seen to be gone', recording('tokenFoundGone')],
    ['the case brought to its account', ['disablement', 'true']],
  ])('killed between an effect and its record, it is taken up where it was: %s', async (_, [table, when]) => {
    const token = await tokenOf('Lindegaard Academy')
    retire(token)
    const id = await confirmed(world, 'Lindegaard Academy')
    const revive = await dieAt(table, when)
    let wasKilled = false
    const throughDeath = async () => {
      try {
        return await carryOut(id)
      } catch (error) {
        wasKilled = true
        expect(String(error)).toMatch(/killed/)
        await revive()
        return carryOut(id)
      }
    }
    await throughDeath()
    unassign(token)
    later += 20 * minute
    const { tasks } = await world.caseOf(id)
    await again(id, tasks.find(({ state }) => state === 'needsAttention')?.position ?? -1)
    const found = await throughDeath()
    expect(wasKilled).toBe(true)
    expect(found.state).toBe('awaitingAccount')
    expect(found.tasks.every(({ state }) => state === 'done')).toBe(true)
    expect(isListed(token)).toBe(false)
    const done = writes()
    expect(done).toEqual([...new Set(done)])
  })

  test.each([
    ['School Data Sync', 'POST', 'unshareToken'],
    ['the devices', 'DELETE', 'deleteIdentities'],
    ['the profiles', '/enrollmentProfiles/', 'deleteProfiles'],
  ] as const)(
    'where %s need another administrator’s approval the step is a person’s, then goes on',
    async (...row) => {
      const [, match, kind] = row
      const token = await tokenOf('Lindegaard Academy')
      unassign(token)
      retire(token)
      const id = await confirmed(world, 'Lindegaard Academy')
      const refuses = () => sandbox.control.fault({ match, kind: 'multiAdminApproval' })
      if (kind === 'unshareToken') refuses()
      let halt = await stuck(id)
      if (kind !== 'unshareToken') {
        refuses()
        later += 20 * minute
        await again(id, halt.position)
        halt = await stuck(id)
      }
      expect(halt).toMatchObject({ kind, reason: 'multiAdminApproval' })
      await again(id, halt.position)
      const apple = kind === 'unshareToken' ? await stuck(id) : null
      if (apple) {
        later += 20 * minute
        await again(id, apple.position)
      }
      expect((await carryOut(id)).state).toBe('awaitingAccount')
      expect(isListed(token)).toBe(false)
    },
  )

  test('is over at once where somebody deleted the token in the portal', async () => {
    const token = await tokenOf('Skagen Retail ADE')
    retire(token)
    const id = await confirmed(world, 'Skagen Retail ADE')
    const apple = await stuck(id)
    sandbox.control.change({ removeToken: token })
    await again(id, apple.position)
    const { state, tasks } = await carryOut(id)
    expect(state).toBe('awaitingAccount')
    expect(tasks.map((task) => task.state)).toEqual([
      'done',
      'done',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'done',
    ])
  })
})
