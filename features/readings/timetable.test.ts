import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { auditPage } from '#features/audit/queries.ts'
import { makeOrganisation, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { requestReading } from './commands.ts'
import { listReadings } from './queries.ts'
import { giveUpReading } from './run-reading.ts'
import { changeTimetable } from './timetable-commands.ts'
import { readingsDue, timetable } from './timetable-queries.ts'

useTestDatabase()

const hourMs = 3_600_000
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs)

const linkedWorld = async () => {
  const world = await makeWorld()
  await makeTenantLink(world.organisationId, { createdAt: hoursAgo(10_000) })
  return world
}
const isDue = async (organisationId: string) => (await readingsDue(new Date())).includes(organisationId)

test('an organisation is due when its interval has passed, and no longer once it was asked for', async () => {
  const { organisationId } = await linkedWorld()
  await makeReading(organisationId, { requestedAt: hoursAgo(5), finishedAt: hoursAgo(5) })
  expect(await isDue(organisationId)).toBe(false)
  await owner().reading.updateMany({
    where: { organisationId },
    data: { requestedAt: hoursAgo(31), finishedAt: hoursAgo(31) },
  })
  expect(await isDue(organisationId)).toBe(true)
  await requestReading(clockActor(organisationId), { isTimetabled: true })
  expect(await isDue(organisationId)).toBe(false)
})

test('what was asked for by the timetable says so, and what somebody asked for names them', async () => {
  const { organisationId, actors, members } = await linkedWorld()
  const first = await requestReading(clockActor(organisationId), { isTimetabled: true })
  if (!first.ok) throw new Error(first.reason)
  await giveUpReading(clockActor(organisationId), first.value.readingId)
  const [timetabled] = await listReadings(actors.admin)
  expect(timetabled).toMatchObject({ isTimetabled: true, attempts: 1 })
  await requestReading(actors.admin)
  const [byHand] = await listReadings(actors.admin)
  expect(byHand).toMatchObject({ isTimetabled: false, requestedBy: members.admin.name, attempts: 2 })
})

test.each([
  ['an hour after the first failure', 1, 1],
  ['three hours after the second', 2, 3],
])('a failed reading is tried again %s', async (_name, attempts, hours) => {
  const { organisationId } = await linkedWorld()
  const failed = (ago: number) => ({
    state: 'failed',
    requestedAt: hoursAgo(ago + 1),
    finishedAt: hoursAgo(ago),
  })
  const { id } = await makeReading(organisationId, { ...failed(hours - 0.1), attempts })
  expect(await isDue(organisationId)).toBe(false)
  await owner().reading.updateMany({ where: { id }, data: failed(hours + 0.1) })
  expect(await isDue(organisationId)).toBe(true)
})

test('failures are counted over readings, back to the last good one', async () => {
  const { organisationId } = await linkedWorld()
  const over = { requestedAt: hoursAgo(2), finishedAt: hoursAgo(1.5) }
  await makeReading(organisationId, { ...over, state: 'failed', attempts: 9 })
  await makeReading(organisationId, over)
  await makeReading(organisationId, { ...over, state: 'failed' })
  expect(await isDue(organisationId)).toBe(true)
  await makeReading(organisationId, { ...over, state: 'failed' })
  expect(await isDue(organisationId)).toBe(false)
})

test.each([
  ['that reads by hand only', { readingHours: 0 }, {}],
  ['whose tenant was forgotten', {}, { forgottenAt: new Date() }],
  ['whose only tenant was opened for an offboarding', {}, { purpose: 'offboarding' }],
  ['whose tenant was connected just now', {}, { createdAt: new Date() }],
])('an organisation %s is not due', async (_name, fields, link) => {
  const { id } = await makeOrganisation(fields)
  await makeTenantLink(id, { createdAt: hoursAgo(200), ...link })
  expect(await isDue(id)).toBe(false)
})

test('an organisation whose tenant nobody read is due an hour later, and one without a tenant never', async () => {
  const linked = await makeOrganisation()
  await makeTenantLink(linked.id, { createdAt: hoursAgo(1.1) })
  const alone = await makeOrganisation()
  const due = await readingsDue(new Date())
  expect(due).toContain(linked.id)
  expect(due).not.toContain(alone.id)
})

test('the clock asks for a reading exactly when the page says so', async () => {
  const state = fc.constantFrom('finished', 'failed', 'cancelled', 'running')
  const reading = fc.record({
    state,
    ago: fc.integer({ min: 1, max: 4000 }),
    attempts: fc.integer({ min: 1, max: 3 }),
  })
  const history = fc.array(reading, { maxLength: 4 })
  const hours = fc.constantFrom(0, 6, 12, 24, 168)
  await fc.assert(
    fc.asyncProperty(hours, history, async (readingHours, readings) => {
      const { organisationId, actors } = await linkedWorld()
      await owner().organisation.updateMany({ where: { id: organisationId }, data: { readingHours } })
      const oldestFirst = readings.toSorted((a, b) => b.ago - a.ago)
      for (const [at, each] of oldestFirst.entries()) {
        const isRunning = each.state === 'running' && at === oldestFirst.length - 1
        await makeReading(organisationId, {
          state: each.state === 'running' && !isRunning ? 'finished' : each.state,
          attempts: each.attempts,
          requestedAt: hoursAgo(each.ago / 10),
          finishedAt: isRunning ? null : hoursAgo(each.ago / 10 - 0.05),
        })
      }
      const { next } = await timetable(actors.admin)
      expect(await isDue(organisationId)).toBe(next !== null && next <= new Date())
    }),
    { numRuns: 40 },
  )
})

test('owner and admin choose the interval, which is recorded once; others may not', async () => {
  const { organisationId, actors } = await linkedWorld()
  for (const actor of [actors.admin, actors.admin, actors.owner]) {
    expect(await changeTimetable(actor, { hours: 6 })).toEqual({ ok: true, value: null })
  }
  expect((await timetable(actors.auditor)).hours).toBe(6)
  const { events } = await auditPage(actors.admin)
  expect(events.map(({ kind, facts }) => [kind, facts])).toEqual([
    ['organisation.timetableChanged', { hours: 6, hoursBefore: 24 }],
  ])
  for (const actor of [actors.privacyOfficer, actors.decider, actors.auditor]) {
    await expect(changeTimetable(actor, { hours: 12 })).rejects.toBeInstanceOf(Denied)
  }
  const row = await inOrganisation(organisationId, (tx) => tx.organisation.findFirstOrThrow())
  expect(row.readingHours).toBe(6)
})

test('the clock is answered within a second for five thousand organisations', async () => {
  await owner().$executeRaw`
    with made as (
      insert into organisation (id, name, country) select gen_random_uuid(), 'Lindegaard ' || n, 'DK'
      from generate_series(1, 5000) n returning id
    ), linked as (
      insert into tenant_link (organisation_id, id, purpose, name, cloud, tenant, client, credential_kind, fingerprint, created_by)
      select id, gen_random_uuid(), 'reading', 'Lindegaard', 'global', 'lindegaard.example', 'client', 'secret', '', 'Factory'
      from made
    )
    insert into reading (organisation_id, id, sequence, state, requested_by, requested_at, finished_at)
    select id, gen_random_uuid(), n, 'finished', 'Factory', now() - n * interval '1 hour', now() - n * interval '1 hour'
    from made, generate_series(3, 12) n`
  const started = performance.now()
  await readingsDue(new Date())
  expect(performance.now() - started).toBeLessThan(1_000)
})
