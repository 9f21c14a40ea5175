import { beforeAll, describe, expect, test } from 'vitest'
import { startTenantGraph } from '#features/readings/tenant.fixture.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { jobOf, setStage, useReaders } from './kill.fixture.ts'
import { aroundPart, killRound, roundsOf, someOf } from './kill-round.fixture.ts'
import { after, before } from './kill-tenants.fixture.ts'
import { goesOn, onlooker, openKillWorld, undisturbed } from './kill-world.fixture.ts'
import { seededChance } from './seeded-chance.ts'

useTestDatabase()
const nextReader = useReaders()
beforeAll(setStage)

/** Many readings, on a machine that has other work. */
const patienceMs = 300_000

describe.each([
  { name: 'a first reading', tenants: [before] },
  { name: 'a reading of a tenant that changed', tenants: [before, after] },
])('$name', ({ tenants }) => {
  const sceneOf = async () => ({ tenants, graph: await startTenantGraph(), inBulk: false })

  test(
    'whose worker is killed after any page, or in the merge, shows nothing, goes on and ends in the same state',
    async () => {
      const scene = await sceneOf()
      const whole = await undisturbed(scene)
      for (const stops of roundsOf(whole, tenants.length === 1)) {
        const reader = nextReader()
        await killRound(scene, whole, stops, reader, reader.kill)
      }
    },
    patienceMs,
  )

  test(
    'whose workers are killed again and again, wherever they are, ends in the same state',
    async () => {
      const scene = await sceneOf()
      const whole = await undisturbed(scene)
      const world = await openKillWorld(scene)
      const readingId = await world.request()
      const isUntouched = await onlooker(world, readingId)
      const chance = seededChance('Lindegaard')
      for (let kill = 1; kill <= 3; kill += 1) {
        const requests = 1 + Math.floor(chance() * 12)
        const reader = nextReader()
        const arrived = world.arrival(requests)
        await reader.start(jobOf([{ organisationId: world.organisationId, readingId }], scene.inBulk))
        await arrived
        await reader.kill()
        await isUntouched(`kill ${kill}, with request ${requests}`)
      }
      await goesOn(world, readingId, whole, 'after all kills')
    },
    patienceMs,
  )
})

test.each([
  { name: 'a first reading', tenants: [before], stopsOf: () => aroundPart },
  { name: 'a reading after its changes', tenants: [before, after], stopsOf: someOf },
])(
  '$name of a large organisation, whose worker is killed around its part of the tables, ends in the same state',
  async ({ tenants, stopsOf }) => {
    const scene = { tenants, graph: await startTenantGraph(), inBulk: true }
    const whole = await undisturbed(scene)
    const reader = nextReader()
    await killRound(scene, whole, stopsOf(whole), reader, reader.kill)
  },
  patienceMs,
)

test('of two workers that begin the same reading at once one reads, and the other is turned away', async () => {
  const scene = { tenants: [before], graph: await startTenantGraph(), inBulk: false }
  const whole = await undisturbed(scene)
  const world = await openKillWorld(scene)
  const reading = { organisationId: world.organisationId, readingId: await world.request() }
  world.allow(0)
  const readers = [nextReader(), nextReader()]
  await Promise.all(readers.map((reader) => reader.start(jobOf([reading], scene.inBulk))))
  expect(await Promise.race(readers.map(({ answers }) => answers))).toEqual([{ came: 'held' }])
  world.open()
  const answers = await Promise.all(readers.map((reader) => reader.answers))
  expect(answers.flat()).toEqual(expect.arrayContaining([{ came: 'held' }, { came: 'finished' }]))
  expect(world.asked()).toEqual(whole.asked)
  expect(await world.state()).toEqual(whole.state)
})
