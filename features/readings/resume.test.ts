import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { settings } from '#adapters/env.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { openTenantWorld, sharedAt, someone, type Tenant, truthOf } from './tenant.fixture.ts'

useTestDatabase()

const tenant: Tenant = {
  push: true,
  devices: [{ id: 'd1', serial: 'S1', user: someone('anna') }],
  tokens: [
    { id: 't1', type: 'dep', serials: ['S1', 'S2', 'S3', 'S4'] },
    { id: 't2', type: 'dep', serials: ['S5'] },
  ],
  locations: [],
}

const connect = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: settings().databaseUrl ?? '' })
  await client.connect()
  return client
}

test('a worker that lost its hold on the organisation does not merge what another one is reading', async () => {
  const world = await openTenantWorld(tenant)
  await world.read()
  const readingId = await world.request()
  const client = await connect()
  try {
    await client.query('begin')
    // Only the merge waits for this: pages and the beginning of a reading take weaker locks.
    await client.query('select from reading where id = $1 for key share', [readingId])
    const first = world.run(readingId)
    // It fails before anybody waits for it.
    first.catch(() => {})
    await vi.waitUntil(
      async () =>
        (
          await client.query(
            "select from pg_stat_activity where wait_event_type = 'Lock' and usename = 'pomona_copy'",
          )
        ).rowCount === 1,
      { timeout: 20_000, interval: 10 },
    )
    await client.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())",
    )
    // The second worker has thrown away what it asks for anew, and waits for Microsoft.
    let answer = (): void => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    const asked = new Promise<void>((resolve) => {
      world.state.onCall = ({ path }) => {
        if (!path.endsWith('/applePushNotificationCertificate')) return
        resolve()
        return answered
      }
    })
    const second = world.run(readingId)
    await asked
    await client.query('rollback')
    await expect(first).rejects.toThrow()
    expect(await sharedAt(world, 1)).toEqual(truthOf(tenant))
    answer()
    expect(await second).toEqual({ ok: true, value: null })
    expect(await sharedAt(world, 2)).toEqual(truthOf(tenant))
  } finally {
    await client.end()
  }
})

test('a token that goes while a reading is interrupted takes with it what was read of its list', async () => {
  const world = await openTenantWorld(tenant)
  const readingId = await world.request()
  const stop = new AbortController()
  world.state.onCall = ({ path, query }) => {
    if (path.includes('/t1/') && query.has('$skiptoken')) stop.abort()
  }
  await expect(world.run(readingId, stop.signal)).rejects.toThrow('interrupted')
  world.state.onCall = () => {}
  const without = { ...tenant, tokens: tenant.tokens.slice(1) }
  world.state.tenant = without
  expect(await world.run(readingId)).toEqual({ ok: true, value: null })
  expect(await sharedAt(world, 1)).toEqual(truthOf(without))
  const serials = await world.inside((tx) => tx.device.findMany({ select: { serial: true } }))
  expect(serials.map(({ serial }) => serial).toSorted()).toEqual(['S1', 'S5'])
})
