import { expect, test } from 'vitest'
import { Denied } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { archiveHold, liftArchiveHold, placeArchiveHold } from './hold.ts'
import { pruneLog } from './prune.ts'
import { monthsAgo, recordOn } from './pruned.fixture.ts'
import { changeLogRetention, logRetention } from './retention.ts'
import { logRetentionInput } from './schema.ts'

useTestDatabase()
const { signal } = new AbortController()
const reason = 'Letter of the authority, 1 December 2026'

const eventsIn = async (organisationId: string, kinds: string[]) =>
  (
    await owner().auditEvent.findMany({
      where: { organisationId, kind: { in: kinds } },
      orderBy: { sequence: 'asc' },
      include: { detail: true },
    })
  ).map(({ kind, body, detail }) => ({ kind, facts: JSON.parse(body).facts, personal: detail?.detail }))

test('an owner sees what each choice would remove tonight, and what is chosen is what is removed', async () => {
  const { actors, organisationId } = await makeWorld()
  const clock = clockActor(organisationId)
  await recordOn(actors.owner, monthsAgo(61), ['member.signedIn', 'review.adopted'])
  await recordOn(actors.owner, monthsAgo(13), ['member.signedIn', 'review.adopted'])
  await recordOn(actors.owner, monthsAgo(7), ['member.signedIn'])
  const none = await logRetention(actors.auditor)
  expect(none.monthChoices.map(({ events }) => events)).toEqual([0, 0, 0, 0])
  await makeCheckpoint(clock)
  const shown = await logRetention(actors.auditor)
  expect(shown).toEqual({
    months: 12,
    monthChoices: [
      { months: 6, events: 3 },
      { months: 12, events: 2 },
      { months: 24, events: 1 },
      { months: 36, events: 1 },
    ],
    years: 0,
    yearChoices: [
      { years: 0, events: 0 },
      { years: 5, events: 1 },
      { years: 10, events: 0 },
      { years: 15, events: 0 },
    ],
  })
  expect(await changeLogRetention(actors.owner, { months: 6, years: 5 })).toMatchObject({ ok: true })
  expect(await changeLogRetention(actors.owner, { months: 6, years: 5 })).toMatchObject({ ok: true })
  expect(await pruneLog(clock, { signal })).toEqual({ ok: true, value: { events: 4 } })
  const told = await eventsIn(organisationId, ['organisation.logRetentionChanged', 'audit.pruned'])
  expect(told.map(({ kind, facts }) => [kind, facts.months ?? facts.events])).toEqual([
    ['organisation.logRetentionChanged', 6],
    ['audit.pruned', 3],
    ['audit.pruned', 1],
  ])
  expect(told[0]?.facts).toEqual({ months: 6, monthsBefore: 12, years: 5, yearsBefore: 0 })
})

test('a hold tells why, by whom and since when; it is placed once and lifted once, each on record', async () => {
  const { actors, organisationId } = await makeWorld()
  expect(await archiveHold(actors.auditor)).toBeNull()
  const now = new Date('2026-12-01T09:00:00Z')
  const placed = await Promise.all([1, 2].map(() => placeArchiveHold(actors.owner, { reason }, now)))
  expect(placed.filter(({ ok }) => ok)).toHaveLength(1)
  expect(placed.find(({ ok }) => !ok)).toMatchObject({ reason: 'holdStands' })
  expect(await archiveHold(actors.auditor)).toMatchObject({
    ...{ reason, placedBy: actors.owner.name, placedAt: now },
  })
  expect(await liftArchiveHold(actors.owner)).toMatchObject({ ok: true })
  expect(await liftArchiveHold(actors.owner)).toEqual({ ok: false, reason: 'holdGone' })
  expect(await archiveHold(actors.auditor)).toBeNull()
  const told = await eventsIn(organisationId, ['archiveHold.placed', 'archiveHold.lifted'])
  expect(told.map(({ kind }) => kind)).toEqual(['archiveHold.placed', 'archiveHold.lifted'])
  // It may name people, so it stands beside the chain.
  expect(told[0]).toMatchObject({ facts: {}, personal: expect.stringContaining(reason) })
  expect(await archiveHold((await makeWorld()).actors.owner)).toBeNull()
})

test('only an owner chooses, holds and lifts, and only what is offered', async () => {
  const { actors } = await makeWorld()
  for (const role of ['admin', 'privacyOfficer', 'decider', 'auditor'] as const) {
    await expect(changeLogRetention(actors[role], { months: 6, years: 0 }), role).rejects.toBeInstanceOf(
      Denied,
    )
    expect(() => placeArchiveHold(actors[role], { reason }), role).toThrow(Denied)
    expect(() => liftArchiveHold(actors[role]), role).toThrow(Denied)
  }
  expect(logRetentionInput.safeParse({ months: '12', years: '0' }).data).toEqual({ months: 12, years: 0 })
  expect(logRetentionInput.safeParse({ months: '3', years: '0' }).success).toBe(false)
  expect(logRetentionInput.safeParse({ months: '12', years: '1' }).success).toBe(false)
})
