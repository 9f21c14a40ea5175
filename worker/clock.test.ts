import { Logger, run } from 'graphile-worker'
import { afterEach, expect, test, vi } from 'vitest'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { makeOrganisation, makeReading, makeTenantLink } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { cronItems, lookAtClock } from './clock.ts'

useTestDatabase()

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

/** A worker that knows the clock and no other work, on which the clock strikes once now. */
const strike = async () => {
  const runner = await run({
    connectionString: databaseUrlOf(settings(), 'queue'),
    taskList: { lookAtClock },
    parsedCronItems: cronItems,
    noHandleSignals: true,
    logger: new Logger(() => () => {}),
  })
  ends.push(() => runner.stop())
  await runner.addJob('lookAtClock', {})
}
const dueOrganisation = async () => {
  const { id } = await makeOrganisation({ erasesAt: daysAgo(1) })
  await makeTenantLink(id, { createdAt: daysAgo(40) })
  await makeReading(id, { requestedAt: daysAgo(3), finishedAt: daysAgo(3) })
  return id
}
const jobsOf = async (organisationId: string) => {
  const rows = await owner().$queryRaw<{ task: string }[]>`
    select task_identifier as task from graphile_worker.jobs where key like ${`%/${organisationId}%`} order by 1`
  return rows.map((row) => row.task)
}

test('each organisation gets the reading and the erasure that are due, as jobs of its own', async () => {
  const ids = [await dueOrganisation(), await dueOrganisation()]
  const early = await makeOrganisation()
  await strike()
  for (const id of ids) {
    await vi.waitUntil(async () => (await jobsOf(id)).length === 2, { timeout: 15_000 })
    expect(await jobsOf(id)).toEqual(['eraseGone', 'runReading'])
    const reading = await owner().reading.findFirstOrThrow({
      where: { organisationId: id, state: 'waiting' },
    })
    expect(reading.isTimetabled).toBe(true)
  }
  expect(await jobsOf(early.id)).toEqual([])
})

test('a fault in one organisation does not keep the others waiting', async () => {
  const broken = await dueOrganisation()
  const sound = await dueOrganisation()
  await owner().$executeRawUnsafe(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.organisation_id = '${broken}' then raise exception 'broken'; end if; return new; end $$`)
  await owner().$executeRawUnsafe(
    'create trigger refuse before insert on reading for each row execute function refuse()',
  )
  await strike()
  await vi.waitUntil(async () => (await jobsOf(sound)).length === 2, { timeout: 15_000 })
  await vi.waitUntil(async () => (await jobsOf(broken)).length === 1, { timeout: 15_000 })
  expect(await jobsOf(broken)).toEqual(['eraseGone'])
})
