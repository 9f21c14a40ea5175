import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { walkChain } from '#features/audit/commands.ts'
import { auditPage } from '#features/audit/queries.ts'
import {
  makeConnection,
  makeDevice,
  makeOrganisation,
  makePerson,
  makeReading,
  makeTenantLink,
  makeWorld,
} from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useSandbox, useTestDatabase } from '#prisma/testing.ts'
import { readClient, tenantId } from '#sandbox/registrations.ts'
import { cancelReading, requestReading } from './commands.ts'
import { eraseGone } from './erase-gone.ts'
import { beginErasure, changeRetention } from './retention-commands.ts'
import { erasuresDue, retention } from './retention-queries.ts'
import { runReading } from './run-reading.ts'

useTestDatabase()
const sandbox = useSandbox({ devices: 40 })

const { signal } = new AbortController()
const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

/** Every table that has a row in which one of the texts stands, whatever the schema. */
const tablesNaming = async (texts: string[]): Promise<string[]> => {
  const tables = await owner().$queryRaw<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`
  const looks = tables.map(
    ({ name }) => `select '${name}' as name where exists (select from ${name} t
      where lower(t::text) like any (select '%' || lower(text) || '%' from unnest($1::text[]) as text))`,
  )
  const found = await owner().$queryRawUnsafe<{ name: string }[]>(looks.join(' union all '), texts)
  return found.map(({ name }) => name)
}

const countsOf = (organisationId: string) =>
  owner().inventoryCount.findMany({
    where: { organisationId },
    orderBy: [{ readingId: 'asc' }, { scope: 'asc' }, { scopeId: 'asc' }, { element: 'asc' }],
  })
const current = (organisationId: string) =>
  Promise.all([
    owner().device.findMany({ where: { organisationId, until: null }, orderBy: { id: 'asc' } }),
    owner().person.findMany({ where: { organisationId, until: null }, orderBy: { id: 'asc' } }),
    owner().deviceShare.count({ where: { organisationId, until: null } }),
    owner().personShare.count({ where: { organisationId, until: null } }),
  ])

/** Ten readings, finished ten days apart, the last of them today. */
const readTenTimes = async (organisationId: string) => {
  const link = await makeTenantLink(organisationId)
  await owner().reading.createMany({
    data: Array.from({ length: 10 }, (_, at) => ({
      organisationId,
      sequence: at + 1,
      state: 'finished',
      requestedBy: 'Factory',
      finishedAt: daysAgo((9 - at) * 10),
    })),
  })
  return { organisationId, link, clock: clockActor(organisationId) }
}
const readWorld = async () => {
  const world = await makeWorld({ goneDays: 30 })
  return { ...world, ...(await readTenTimes(world.organisationId)) }
}
const names = (row: { id: string; intuneId?: string | null; serial?: string | null; upn?: string | null }) =>
  [row.id, row.intuneId, row.serial, row.upn].filter((text) => text !== null && text !== undefined)

describe('what is erased', () => {
  test('a reading, devices that vanish, time that passes: nothing of them is left, and all else is as it was', async () => {
    const world = await makeWorld()
    const { organisationId, actors } = world
    const registration = { tenant: tenantId, client: readClient.clientId, secret: readClient.secret }
    await makeTenantLink(organisationId, registration)
    const read = async () => {
      const requested = await requestReading(actors.admin)
      if (!requested.ok) throw new Error(requested.reason)
      expect(await runReading(clockActor(organisationId), requested.value.readingId, { signal })).toEqual({
        ok: true,
        value: null,
      })
    }
    await read()
    sandbox().control.change({ addDevices: 12 })
    await read()
    sandbox().control.reset()
    await read()
    await owner().$executeRaw`update reading set finished_at = finished_at - interval '400 days'
      where organisation_id = ${organisationId}::uuid`
    await read()
    const gone = { organisationId, until: { not: null } }
    const devices = await owner().device.findMany({ where: gone })
    const people = await owner().person.findMany({ where: gone })
    expect(devices.length).toBe(12)
    const counts = await countsOf(organisationId)
    const before = await current(organisationId)

    const expected = { devices: devices.length, people: people.length }
    expect(await eraseGone(clockActor(organisationId), { signal, batch: 7 })).toEqual({
      ok: true,
      value: expected,
    })
    expect(await tablesNaming([...devices, ...people].flatMap(names))).toEqual([])
    expect(await countsOf(organisationId)).toEqual(counts)
    expect(await current(organisationId)).toEqual(before)
    expect((await walkChain(actors.auditor)).fault).toBeNull()

    await read()
    expect(await current(organisationId)).toEqual(before)
    sandbox().control.change({ addDevices: 12 })
    await read()
    expect(await owner().device.count({ where: { organisationId, until: null } })).toBe(before[0].length + 12)
    sandbox().control.reset()
  }, 60_000)

  test('whoever has been gone longer than the setting, with every interval; nobody else', async () => {
    const until = fc.option(fc.integer({ min: 2, max: 10 }), { nil: null })
    const untils = fc.array(until, { minLength: 1, maxLength: 6 })
    const pairs = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { maxLength: 8 })
    const history = fc.record({
      untils: fc.tuple(untils, untils),
      pairs,
      batch: fc.integer({ min: 1, max: 4 }),
    })
    const days = fc.constantFrom(30, 90)
    await fc.assert(
      fc.asyncProperty(history, days, async ({ untils, pairs, batch }, goneDays) => {
        const { id: organisationId } = await makeOrganisation({ goneDays })
        const { link, clock } = await readTenTimes(organisationId)
        const { id: connectionId } = await makeConnection(link)
        const devices = await Promise.all(untils[0].map((each) => makeDevice(link, { until: each })))
        const people = await Promise.all(untils[1].map((each) => makePerson(link, { until: each })))
        const used = pairs.flatMap(([whose, who], at) => {
          const [device, person] = [devices[whose % devices.length], people[who % people.length]]
          return device && person ? [{ device, person, since: at + 1 }] : []
        })
        const place = { organisationId, connectionId }
        await owner().deviceShare.createMany({
          data: used.map(({ device, since }) => ({
            ...place,
            since,
            deviceId: device.id,
            until: device.until,
          })),
        })
        await owner().personShare.createMany({
          data: used.map(({ person, since }) => ({
            ...place,
            since,
            personId: person.id,
            until: person.until,
          })),
        })
        await owner().devicePastUser.createMany({
          data: used.map(({ device, person, since }) => ({
            ...{ organisationId, deviceId: device.id, personId: person.id },
            ...{ since, until: since + 1 },
          })),
        })
        // Reading 10 was finished today, and each one before it ten days earlier.
        const isErased = (row: { until: number | null }) =>
          row.until !== null && (10 - row.until) * 10 >= goneDays
        const [goneDevices, gonePeople] = [devices.filter(isErased), people.filter(isErased)]

        const expected = { devices: goneDevices.length, people: gonePeople.length }
        expect(await eraseGone(clock, { signal, batch })).toEqual({ ok: true, value: expected })
        expect(await tablesNaming([...goneDevices, ...gonePeople].flatMap(names))).toEqual([])
        const where = { organisationId }
        expect({
          devices: await owner().device.count({ where }),
          people: await owner().person.count({ where }),
          deviceShares: await owner().deviceShare.count({ where }),
          personShares: await owner().personShare.count({ where }),
          users: await owner().devicePastUser.count({ where }),
        }).toEqual({
          devices: devices.length - goneDevices.length,
          people: people.length - gonePeople.length,
          deviceShares: used.filter(({ device }) => !isErased(device)).length,
          personShares: used.filter(({ person }) => !isErased(person)).length,
          users: used.filter(({ device, person }) => !isErased(device) && !isErased(person)).length,
        })
        const { events } = await auditPage(clock)
        const sum = (key: string) => events.reduce((total, { facts }) => total + Number(facts[key]), 0)
        expect({ devices: sum('devices'), people: sum('people') }).toEqual(expected)
        expect((await walkChain(clock)).fault).toBeNull()
      }),
      { numRuns: 10 },
    )
  }, 60_000)

  test('an existing device loses the erased person it had, and keeps its own closed shares', async () => {
    const { organisationId, link, clock } = await readWorld()
    const connection = await makeConnection(link)
    const person = await makePerson(link, { until: 2 })
    const device = await makeDevice(link, { personId: person.id, personSince: 1 })
    const share = { organisationId, connectionId: connection.id, deviceId: device.id, since: 1, until: 2 }
    await owner().deviceShare.create({ data: share })
    await eraseGone(clock, { signal })
    expect(await owner().device.findFirst({ where: { organisationId } })).toMatchObject({
      id: device.id,
      personId: null,
      personSince: null,
    })
    expect(await owner().deviceShare.count({ where: { organisationId } })).toBe(1)
  })

  test('nothing of another organisation', async () => {
    const here = await readWorld()
    const there = await readWorld()
    await makeDevice(here.link, { until: 2 })
    await makeDevice(there.link, { until: 2 })
    await eraseGone(here.clock, { signal })
    expect(await owner().device.count({ where: { organisationId: here.organisationId } })).toBe(0)
    expect(await owner().device.count({ where: { organisationId: there.organisationId } })).toBe(1)
  })

  test('the pages of a reading that failed long ago, and not of one that can go on', async () => {
    const { organisationId, clock } = await readWorld()
    const tables = async (requestedAt: Date) => {
      const { id } = await makeReading(organisationId, { state: 'failed', requestedAt })
      const name = `device_${id.replaceAll('-', '')}`
      await owner().$executeRawUnsafe(`create table staging.${name} (person_upn text)`)
      await owner().$executeRawUnsafe(`alter table staging.${name} owner to pomona_copy`)
      return name
    }
    const old = await tables(daysAgo(2))
    const fresh = await tables(new Date())
    await eraseGone(clock, { signal })
    const left = await owner().$queryRaw<{ tablename: string }[]>`
      select tablename from pg_tables where schemaname = 'staging' and tablename = any (${[old, fresh]})`
    expect(left.map(({ tablename }) => tablename)).toEqual([fresh])
  })
})

test('nothing gone leaves no event', async () => {
  const { clock, actors } = await readWorld()
  expect(await eraseGone(clock, { signal })).toEqual({ ok: true, value: { devices: 0, people: 0 } })
  expect((await auditPage(actors.auditor)).events).toEqual([])
})

test('the erasure steps back while a reading is under way, and is called again', async () => {
  const { organisationId, link, clock, actors } = await readWorld()
  await makeDevice(link, { until: 2 })
  const requested = await requestReading(actors.admin)
  if (!requested.ok) throw new Error(requested.reason)
  expect(await eraseGone(clock, { signal })).toEqual({ ok: false, reason: 'readingUnderWay' })
  expect(await owner().device.count({ where: { organisationId } })).toBe(1)
  const jobs = await owner().$queryRaw<{ later: boolean }[]>`
    select run_at > now() as later from graphile_worker.jobs where key = ${`eraseGone/${organisationId}`}`
  expect(jobs).toEqual([{ later: true }])
  await cancelReading(actors.admin, requested.value.readingId)
  expect(await eraseGone(clock, { signal })).toMatchObject({ ok: true, value: { devices: 1 } })
})

test('a worker that is told to stop stops between batches', async () => {
  const { link, clock } = await readWorld()
  await makeDevice(link, { until: 2 })
  await expect(eraseGone(clock, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
})

test('each choice says beforehand what the coming night would erase', async () => {
  const { link, actors, clock } = await readWorld()
  await makeDevice(link, { until: 2 })
  await makeDevice(link, { until: 5 })
  await makePerson(link, { until: 5 })
  await makeDevice(link)
  const { choices, next } = await retention(actors.auditor)
  expect(choices.slice(0, 3)).toEqual([
    { days: 30, devices: 2, people: 1 },
    { days: 90, devices: 0, people: 0 },
    { days: 180, devices: 0, people: 0 },
  ])
  expect(next.getTime()).toBeGreaterThan(Date.now())
  expect(await eraseGone(clock, { signal, now: next })).toEqual({
    ok: true,
    value: { devices: 2, people: 1 },
  })
})

test('an owner changes the setting, which is recorded and takes effect in the coming night', async () => {
  const { organisationId, actors } = await readWorld()
  await owner().organisation.updateMany({ where: { id: organisationId }, data: { erasesAt: daysAgo(1) } })
  for (let time = 0; time < 2; time += 1) await changeRetention(actors.owner, { days: 90 })
  const { days, next } = await retention(actors.owner)
  expect(days).toBe(90)
  expect(next.getTime()).toBeGreaterThan(Date.now())
  const { events } = await auditPage(actors.owner)
  expect(events.map(({ kind, facts }) => [kind, facts])).toEqual([
    ['organisation.retentionChanged', { days: 90, daysBefore: 30 }],
  ])
  await expect(changeRetention(actors.admin, { days: 365 })).rejects.toBeInstanceOf(Denied)
})

test('the clock begins an erasure once a night', async () => {
  const { organisationId, clock } = await readWorld()
  expect(await erasuresDue()).not.toContain(organisationId)
  await owner().organisation.updateMany({ where: { id: organisationId }, data: { erasesAt: daysAgo(1) } })
  expect(await erasuresDue()).toContain(organisationId)
  await Promise.all([beginErasure(clock, new Date()), beginErasure(clock, new Date())])
  expect(await erasuresDue()).not.toContain(organisationId)
  const [{ n } = { n: 0n }] = await owner().$queryRaw<{ n: bigint }[]>`
    select count(*) as n from graphile_worker.jobs where key = ${`eraseGone/${organisationId}`}`
  expect(n).toBe(1n)
})
