import { beforeAll, describe, expect, test } from 'vitest'
import { startTenantGraph } from '#features/readings/tenant.fixture.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { jobOf, setStage, useReaders } from './kill.fixture.ts'
import { killRound, roundsOf } from './kill-round.fixture.ts'
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
  test(
    'whose worker is killed after any page, or in the merge, shows nothing, goes on and ends in the same state',
    async () => {
      const graph = await startTenantGraph()
      const whole = await undisturbed(tenants, graph)
      for (const stops of roundsOf(whole, tenants.length === 1)) {
        const reader = nextReader()
        await killRound(tenants, graph, whole, stops, reader, reader.kill)
      }
    },
    patienceMs,
  )

  test(
    'whose workers are killed again and again, wherever they are, ends in the same state',
    async () => {
      const graph = await startTenantGraph()
      const whole = await undisturbed(tenants, graph)
      const world = await openKillWorld(tenants, graph)
      const readingId = await world.request()
      const isUntouched = await onlooker(world, readingId)
      const chance = seededChance('Lindegaard')
      for (let kill = 1; kill <= 3; kill += 1) {
        const requests = 1 + Math.floor(chance() * 12)
        const reader = nextReader()
        const arrived = world.arrival(requests)
        await reader.start(jobOf([{ organisationId: world.organisationId, readingId }]))
        await arrived
        await reader.kill()
        await isUntouched(`kill ${kill}, with request ${requests}`)
      }
      await goesOn(world, readingId, whole, 'after all kills')
    },
    patienceMs,
  )
})

test('of two workers that begin the same reading at once one reads, and the other is turned away', async () => {
  const graph = await startTenantGraph()
  const whole = await undisturbed([before], graph)
  const world = await openKillWorld([before], graph)
  const reading = { organisationId: world.organisationId, readingId: await world.request() }
  world.allow(0)
  const readers = [nextReader(), nextReader()]
  await Promise.all(readers.map((reader) => reader.start(jobOf([reading]))))
  expect(await Promise.race(readers.map(({ answers }) => answers))).toEqual([{ came: 'held' }])
  world.open()
  const answers = await Promise.all(readers.map((reader) => reader.answers))
  expect(answers.flat()).toEqual(expect.arrayContaining([{ came: 'held' }, { came: 'finished' }]))
  expect(world.asked()).toEqual(whole.asked)
  expect(await world.state()).toEqual(whole.state)
})
