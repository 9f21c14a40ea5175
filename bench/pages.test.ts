import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settings } from '#adapters/env.ts'
import { clockActor } from '#features/access/minting.ts'
import { listDevices } from '#features/devices/list-devices.ts'
import { wholeInventory } from '#features/inventory/whole-inventory.ts'
import { listPeople } from '#features/people/list-people.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { pageCases } from './page-cases.ts'
import { fillOrganisation } from './pages-organisation.ts'

useTestDatabase()

let owner: pg.Client
beforeAll(async () => {
  owner = new pg.Client({ connectionString: settings().databaseUrl ?? undefined })
  await owner.connect()
})
afterAll(() => owner.end())

const shape = { devices: 400, connections: 7, readings: 6 }

test('the organisation that is asked for its pages is one a reading could have left', async () => {
  const actor = clockActor(await fillOrganisation(owner, shape))
  const { reading, population, services } = await wholeInventory(actor, { lang: 'en' })
  expect(reading?.sequence).toBe(shape.readings)
  expect(population.value.devices).toBeGreaterThan(shape.devices * 0.9)
  expect(services.flatMap(({ connections }) => connections)).toHaveLength(shape.connections)
  expect(services.map(({ state }) => state)).toEqual(['sharing', 'sharing', 'sharing', 'sharing'])
  const { rows } = await owner.query<{ overlaps: string }>(
    `select count(*) as overlaps from device_share a join device_share b using (organisation_id, connection_id, device_id)
     where organisation_id = $1 and a.since < b.since and coalesce(a.until, 99) > b.since`,
    [actor.organisationId],
  )
  expect(rows).toEqual([{ overlaps: '0' }])
})

test('every page answers for every subject drawn, and so does its plain SQL', async () => {
  const actor = clockActor(await fillOrganisation(owner, shape))
  for (const { name, subjects, call, plain } of await pageCases(owner, actor, 5)) {
    for (const subject of subjects) {
      await expect(call(subject), `${name} of ${subject}`).resolves.toBeDefined()
      for (const { sql, values } of plain) await owner.query(sql, values(subject))
    }
  }
  const [device] = (await listDevices(actor)).devices
  const [person] = (await listPeople(actor)).people
  expect((await listDevices(actor, { text: device?.serial?.slice(0, 7) })).devices.length).toBeGreaterThan(0)
  expect((await listPeople(actor, { text: person?.upn?.slice(0, 9) })).people.length).toBeGreaterThan(0)
})
