import { expect, test } from 'vitest'
import { verifyAudit } from '#features/audit/commands.ts'
import { changeMailing } from '#features/audit/mailing-commands.ts'
import { makeOrganisation, makeReading, makeTenantLink, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { cronItems, lookAtClock } from './clock.ts'
import { jobs } from './jobs.ts'

useTestDatabase()

const everyPart = { min: 59, hour: 23, date: 31, month: 12, dow: 6 }
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

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
  await lookAtClock()
  for (const id of ids) {
    expect(await jobsOf(id)).toEqual(['eraseGone', 'runReading'])
    const reading = await owner().reading.findFirstOrThrow({
      where: { organisationId: id, state: 'waiting' },
    })
    expect(reading.isTimetabled).toBe(true)
  }
  expect(await jobsOf(early.id)).toEqual([])
})

test('a fault in one organisation does not keep the others waiting', async () => {
  const [before, broken, after] = [await dueOrganisation(), await dueOrganisation(), await dueOrganisation()]
  await owner().$executeRawUnsafe(`create function refuse() returns trigger language plpgsql as $$ begin
    if new.organisation_id = '${broken}' then raise exception 'broken'; end if; return new; end $$`)
  await owner().$executeRawUnsafe(
    'create trigger refuse before insert on reading for each row execute function refuse()',
  )
  await lookAtClock()
  expect(await jobsOf(broken)).toEqual(['eraseGone'])
  for (const sound of [before, after]) expect(await jobsOf(sound)).toEqual(['eraseGone', 'runReading'])
})

test('each organisation gets a checkpoint of what was recorded, and none of a checkpoint alone', async () => {
  const { organisationId, actors } = await makeWorld()
  await verifyAudit(actors.auditor)
  await lookAtClock()
  const made = () => owner().auditCheckpoint.findMany({ where: { organisationId } })
  expect(await made()).toMatchObject([{ sequence: 1 }])
  await lookAtClock()
  expect(await made()).toHaveLength(1)
})

test('each organisation whose hour has come gets a checkpoint that is to be mailed, once', async () => {
  const { organisationId, actors } = await makeWorld()
  const input = { addresses: ['audit@lindegaard.example'], hour: 7 }
  await changeMailing(actors.owner, input, daysAgo(2))
  await lookAtClock()
  await lookAtClock()
  expect(await jobsOf(organisationId)).toEqual(['mailCheckpoint'])
  const { sequence, state, nextAt } = await owner().checkpointMailing.findFirstOrThrow({
    where: { organisationId },
  })
  expect({ sequence, state }).toEqual({ sequence: 1, state: 'waiting' })
  expect(nextAt?.getTime()).toBeGreaterThan(Date.now())
})

test('the clock strikes every minute, and the worker knows what it asks for', () => {
  expect(cronItems.map(({ task }) => task)).toEqual(['lookAtClock'])
  expect(jobs.lookAtClock).toBe(lookAtClock)
  expect(cronItems[0]?.match(everyPart)).toBe(true)
})
