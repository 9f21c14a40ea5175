import { expect, test } from 'vitest'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { liftArchiveHold, placeArchiveHold } from '#features/audit/hold.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { changeRequestRetention, eraseRequests, requestRetention } from './retention.ts'
import { retentionInput } from './schema.ts'

useTestDatabase()
const now = new Date('2026-11-29T12:00:00Z')
const day = (text: string) => new Date(`${text}T00:00:00Z`)

type World = Awaited<ReturnType<typeof makeWorld>>
const request = async ({ organisationId }: World, requester: string, endedOn: string | null) => {
  const { id } = await owner().accessRequest.create({
    data: {
      ...{ organisationId, requester, about: 'x', recordedBy: 'x' },
      ...{ receivedOn: day('2020-01-01'), dueOn: day('2020-02-01') },
      ...(endedOn && { end: 'answered', endedOn: day(endedOn), endedBy: 'x' }),
    },
  })
  return id
}
const extract = async ({ organisationId }: World, requestId: string, composedAt: Date) => {
  const facts = {
    organisationId,
    language: 'en',
    standard: 'a-3a',
    factsSha256: '',
    composedBy: 'x',
    composedAt,
  }
  const report = await owner().report.create({
    data: { ...facts, kind: 'extract', facts: {}, state: 'ready' },
  })
  await owner().reportBlob.create({
    data: { organisationId, reportId: report.id, bytes: new Uint8Array([1]) },
    select: { reportId: true },
  })
  await owner().extract.create({
    data: { ...facts, requestId, reportId: report.id, pdfSha256: report.id, rendererVersion: '', size: 1 },
  })
  return report.id
}
const left = async ({ organisationId }: World) =>
  (await owner().accessRequest.findMany({ where: { organisationId }, orderBy: { requester: 'asc' } })).map(
    ({ requester }) => requester,
  )

test('what has been over for longer than was chosen is erased with whom it named, and nothing else', async () => {
  const world = await makeWorld()
  const other = await makeWorld()
  await request(world, 'open since 2020', null)
  await request(world, 'over three years ago', '2023-11-28')
  await request(world, 'over three years less a day', '2023-11-30')
  await request(other, 'of others', '2020-03-01')
  const clock = clockActor(world.organisationId)
  expect(await requestRetention(world.actors.auditor, now)).toEqual({
    months: 36,
    choices: [
      { months: 12, requests: 2 },
      { months: 36, requests: 1 },
      { months: 60, requests: 0 },
    ],
  })
  expect(await eraseRequests(clock, now)).toEqual({ ok: true, value: { requests: 1, copies: 0 } })
  expect(await left(world)).toEqual(['open since 2020', 'over three years less a day'])
  expect(await left(other)).toEqual(['of others'])
  expect(await eraseRequests(clock, now)).toMatchObject({ reason: 'nothingToDo' })
  expect(await changeRequestRetention(world.actors.owner, { months: 12 })).toEqual({ ok: true, value: null })
  expect(await eraseRequests(clock, now)).toMatchObject({ value: { requests: 1 } })
  const events = await owner().auditEvent.findMany({ where: { organisationId: world.organisationId } })
  expect(events.map(({ kind }) => kind)).toEqual([
    'accessRequest.erased',
    'organisation.requestRetentionChanged',
    'accessRequest.erased',
  ])
})

test('the copy of an extract expires after 90 days, its row stays; both go with their request', async () => {
  const world = await makeWorld()
  const clock = clockActor(world.organisationId)
  const open = await request(world, 'open', null)
  const old = await extract(world, open, new Date('2026-08-30T12:00:00Z'))
  const recent = await extract(world, open, new Date('2026-11-01T12:00:00Z'))
  const over = await request(world, 'over', '2020-03-01')
  const gone = await extract(world, over, new Date('2026-11-01T12:00:00Z'))
  expect(await eraseRequests(clock, now)).toMatchObject({ value: { requests: 1, copies: 2 } })
  const where = { organisationId: world.organisationId }
  const reports = await owner().report.findMany({ where, orderBy: { composedAt: 'asc' } })
  expect(reports.map(({ id, state, facts, expiredAt }) => [id, state, facts, expiredAt])).toEqual([
    [old, 'expired', null, now],
    [recent, 'ready', {}, null],
  ])
  expect(await owner().reportBlob.count({ where })).toBe(1)
  const extracts = await owner().extract.findMany({ where, orderBy: { composedAt: 'asc' } })
  expect(extracts.map(({ pdfSha256, reportId }) => [pdfSha256, reportId])).toEqual([
    [old, old],
    [recent, recent],
  ])
  expect(await eraseRequests(clock, now)).toMatchObject({ reason: 'nothingToDo' })
  expect(gone).not.toBe(recent)
})

test('under an archive hold requests that are over stay, and copies expire all the same', async () => {
  const world = await makeWorld()
  const clock = clockActor(world.organisationId)
  const over = await request(world, 'over', '2020-03-01')
  await extract(world, over, new Date('2026-08-01T12:00:00Z'))
  await placeArchiveHold(world.actors.owner, { reason: 'An inquiry' })
  expect((await requestRetention(world.actors.owner, now)).choices.map(({ requests }) => requests)).toEqual([
    0, 0, 0,
  ])
  expect(await eraseRequests(clock, now)).toMatchObject({ value: { requests: 0, copies: 1 } })
  expect(await left(world)).toEqual(['over'])
  await liftArchiveHold(world.actors.owner)
  expect(await eraseRequests(clock, now)).toMatchObject({ value: { requests: 1 } })
})

test('only an owner chooses, and only what is offered', async () => {
  const { actors } = await makeWorld()
  for (const role of ['admin', 'privacyOfficer', 'decider', 'auditor'] as const)
    await expect(changeRequestRetention(actors[role], { months: 12 }), role).rejects.toBeInstanceOf(Denied)
  expect(retentionInput.safeParse({ months: '36' }).data).toEqual({ months: 36 })
  expect(retentionInput.safeParse({ months: '1' }).success).toBe(false)
})
