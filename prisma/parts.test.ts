import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { makeOrganisation, makePerson, makeTenantLink } from './factories.ts'
import { owner } from './owner.ts'
import { useTestDatabase } from './testing.ts'

useTestDatabase()

const names = ['device', 'person', 'device_share', 'person_share']
const partOf = (table: string, { id }: { id: string }) => `part.${table}_${id.replaceAll('-', '')}`

/** An organisation whose first reading found one person; `beforeTakenIn` when its part is filled and not yet seen. */
const opened = async (beforeTakenIn = async (): Promise<void> => {}) => {
  const here = await makeOrganisation()
  await inOrganisation(
    here.id,
    async (tx) => {
      await tx.$queryRaw`select 1 from part_open()`
      await tx.$executeRawUnsafe(`insert into ${partOf('person', here)} (organisation_id, id, tenant_link_id, entra_id, since)
        values ('${here.id}', pomona_uuidv7(), pomona_uuidv7(), 'anna', 1)`)
      for (const name of names) await tx.$queryRaw`select 1 from part_index(${name})`
      await beforeTakenIn()
      await tx.$queryRaw`select 1 from part_take_in()`
    },
    { role: 'copy' },
  )
  return here
}

test('has the wall, the columns and the indexes of the whole, and is seen through it', async () => {
  const [here, there] = [await opened(), await opened()]
  const shapes = await owner().$queryRaw<{ parent: string; rows: string[] }[]>`
    select i.inhparent::regclass::text as parent, array_agg(distinct concat_ws(' ', c.relrowsecurity,
      (select count(*) from pg_policy p where p.polrelid = c.oid and p.polname = 'wall'),
      (select count(*) from pg_index x join pg_inherits y on y.inhrelid = x.indexrelid where x.indrelid = c.oid)
        = (select count(*) from pg_index x where x.indrelid = i.inhparent))) as rows
    from pg_inherits i join pg_class c on c.oid = i.inhrelid and c.relkind = 'r' group by 1 order by 1`
  expect(shapes).toEqual(names.toSorted().map((parent) => ({ parent, rows: ['t 1 t'] })))
  const seen = await inOrganisation(here.id, (tx) => tx.person.findMany({ select: { organisationId: true } }))
  expect(seen).toEqual([{ organisationId: here.id }])
  expect(
    await inOrganisation(there.id, (tx) => tx.person.count({ where: { organisationId: here.id } })),
  ).toBe(0)
})

test('names its indexes after the whole id of its organisation, so that no other one takes their names', async () => {
  const here = await opened()
  const foreign = await owner().$queryRaw<{ name: string }[]>`
    select i.relname as name from pg_index x join pg_class i on i.oid = x.indexrelid
      join pg_class t on t.oid = x.indrelid
    where t.relname like ${`%${here.id.replaceAll('-', '')}`} and i.relname not like t.relname || '\\_%'`
  expect(foreign).toEqual([])
})

test('is out of reach of the runtime role, and of pomona_copy in another organisation', async () => {
  const [here, there] = [await opened(), await opened()]
  const look = (role: 'app' | 'copy') =>
    inOrganisation(there.id, (tx) => tx.$queryRawUnsafe(`select * from ${partOf('person', here)}`), {
      role,
    })
  await expect(look('app')).rejects.toThrow(/permission denied/)
  expect(await look('copy')).toEqual([])
  await expect(
    inOrganisation(here.id, (tx) => tx.$queryRawUnsafe('select * from part.person_rest'), { role: 'copy' }),
  ).rejects.toThrow(/permission denied/)
})

test.each(['part_open()', "part_index('person')", 'part_take_in()', 'parts_analyze()'])(
  '%s is for pomona_copy alone',
  async (call) => {
    const { id } = await makeOrganisation()
    const run = inOrganisation(id, (tx) => tx.$queryRawUnsafe(`select 1 from ${call}`))
    await expect(run).rejects.toThrow(/permission denied/)
  },
)

test('is refused where rows of the organisation lie in the rest already', async () => {
  const here = await makeOrganisation()
  await makePerson(await makeTenantLink(here.id))
  const takeIn = inOrganisation(
    here.id,
    async (tx) => {
      await tx.$queryRaw`select 1 from part_open()`
      for (const name of names) await tx.$queryRaw`select 1 from part_index(${name})`
      await tx.$queryRaw`select 1 from part_take_in()`
    },
    { role: 'copy' },
  )
  await expect(takeIn).rejects.toThrow(/would be violated/)
})

test('waits for somebody who reads the rest without making others wait', async () => {
  const other = await makeOrganisation()
  let taking: Promise<unknown> = Promise.resolve()
  await inOrganisation(other.id, async (tx) => {
    await tx.person.count()
    taking = opened()
    // Somebody who comes later is answered while the part is waiting for the one who reads.
    for (let asked = 0; asked < 5; asked += 1) await inOrganisation(other.id, (later) => later.person.count())
  })
  await taking
})

test('is filled without waiting for another that is being filled', async () => {
  const first = await opened(async () => {
    await opened()
  })
  expect(await inOrganisation(first.id, (tx) => tx.person.count())).toBe(1)
})

test('is known to every session that begins to read while it is taken in', async () => {
  const other = await makeOrganisation()
  for (let round = 0; round < 16; round += 1) {
    // A session that has read nothing yet lists the parts at its first look, which takes it the longest.
    const sessions = new pg.Pool({ connectionString: databaseUrlOf(settings(), 'app'), max: 6 })
    const clients = await Promise.all(Array.from({ length: 6 }, () => sessions.connect()))
    const peopleOf = async (client: pg.PoolClient, { id }: { id: string }): Promise<unknown> => {
      await client.query("select set_config('pomona.organisation_id', $1, false)", [id])
      return (await client.query('select entra_id from person')).rows
    }
    let looks: Promise<unknown> = Promise.resolve()
    try {
      const here = await opened(async () => {
        looks = Promise.all(
          clients.map(async (client, place) => {
            await setTimeout(place * 3)
            await peopleOf(client, other)
          }),
        )
      })
      await looks
      const seen = await Promise.all(clients.map((client) => peopleOf(client, here)))
      expect(seen).toEqual(clients.map(() => [{ entra_id: 'anna' }]))
    } finally {
      await looks
      for (const client of clients) client.release()
      await sessions.end()
    }
  }
})
