import { describe, expect, test } from 'vitest'
import { inOrganisation } from '#adapters/db.ts'
import { type AuditKind, auditKinds } from '#domain/audit.ts'
import { logClasses, prunedKinds } from '#domain/log-class.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { walkChain } from './commands.ts'
import { pruneLog } from './prune.ts'
import { monthsAgo, recordOn } from './pruned.fixture.ts'

useTestDatabase()
const { signal } = new AbortController()

/** Old events of both classes, a checkpoint that covers them, and two new ones. */
const old: AuditKind[] = [
  'member.signedIn',
  'review.adopted',
  'member.signedOut',
  'value.revealed',
  'report.approved',
]
const worldWithLog = async ({ isCovered = true, months = 13 } = {}) => {
  const world = await makeWorld()
  const clock = clockActor(world.organisationId)
  await recordOn(world.actors.owner, monthsAgo(months), old)
  if (isCovered) await makeCheckpoint(clock)
  await recordOn(world.actors.owner, monthsAgo(1), ['member.signedIn', 'report.composed'])
  return { ...world, clock }
}
const kindsIn = async (organisationId: string) =>
  (await owner().auditEvent.findMany({ where: { organisationId }, orderBy: { sequence: 'asc' } })).map(
    ({ kind }) => kind,
  )
const stubsIn = async (organisationId: string) =>
  (await owner().auditStub.findMany({ where: { organisationId }, orderBy: { sequence: 'asc' } })).map(
    ({ sequence, pruning }) => [sequence, pruning],
  )

describe('the classes', () => {
  test('are the same in SQL, where what is pruned is chosen', async () => {
    for (const logClass of logClasses) {
      const rows = await owner().$queryRaw<{ kind: AuditKind }[]>`
        select kind from unnest(${[...auditKinds]}::text[]) as k (kind) where audit_log_class(kind) = ${logClass}`
      expect(rows.map(({ kind }) => kind)).toEqual(prunedKinds(logClass))
    }
  })
})

describe('pruning', () => {
  test('takes what is old of the security log, leaves its hashes, and tells of it', async () => {
    const { organisationId, clock } = await worldWithLog()
    expect(await pruneLog(clock, { signal })).toEqual({ ok: true, value: { events: 3 } })
    expect(await kindsIn(organisationId)).toEqual([
      ...['review.adopted', 'report.approved', 'audit.checkpointed', 'member.signedIn', 'report.composed'],
      'audit.pruned',
    ])
    expect(await stubsIn(organisationId)).toEqual([1, 3, 4].map((sequence) => [sequence, 9]))
    expect(await owner().auditDetail.count({ where: { organisationId } })).toBe(6)
    const told = await owner().auditEvent.findFirstOrThrow({
      where: { organisationId, kind: 'audit.pruned' },
    })
    expect(JSON.parse(told.body).facts).toMatchObject({
      ...{ logClass: 'securityLog', from: 1, to: 4, events: 3, checkpoint: 5 },
      before: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    })
    expect(await walkChain(clock)).toMatchObject({ checked: 9, fault: null, pruned: 3, covered: 5 })
  })

  test('done twice is done once, in batches as at once, and what is new since is told anew', async () => {
    const { organisationId, clock, actors } = await worldWithLog()
    expect(await pruneLog(clock, { signal, batch: 2 })).toEqual({ ok: true, value: { events: 3 } })
    expect(await stubsIn(organisationId)).toEqual([
      [1, 9],
      [3, 9],
      [4, 10],
    ])
    expect(await pruneLog(clock, { signal })).toEqual({ ok: false, reason: 'nothingToDo' })
    await recordOn(actors.owner, monthsAgo(14), ['member.entered'])
    await makeCheckpoint(clock)
    expect(await pruneLog(clock, { signal })).toMatchObject({ value: { events: 1 } })
    expect(await walkChain(clock)).toMatchObject({ checked: 13, fault: null, pruned: 4 })
  })

  test('stopped between two batches, it goes on where it stopped', async () => {
    const { organisationId, clock } = await worldWithLog()
    const stopping = new AbortController()
    let asked = 0
    Object.defineProperty(stopping.signal, 'throwIfAborted', {
      value: () => {
        asked += 1
        if (asked > 1) throw new Error('the worker stops')
      },
    })
    await expect(pruneLog(clock, { signal: stopping.signal, batch: 1 })).rejects.toThrow('the worker stops')
    expect(await stubsIn(organisationId)).toHaveLength(1)
    expect(await walkChain(clock)).toMatchObject({ fault: null, pruned: 1 })
    expect(await pruneLog(clock, { signal })).toMatchObject({ value: { events: 2 } })
  })

  test('waits for a checkpoint, and for the age the organisation chose', async () => {
    const uncovered = await worldWithLog({ isCovered: false })
    expect(await pruneLog(uncovered.clock, { signal })).toEqual({ ok: false, reason: 'nothingToDo' })
    const young = await worldWithLog({ months: 11 })
    expect(await pruneLog(young.clock, { signal })).toEqual({ ok: false, reason: 'nothingToDo' })
    expect(await kindsIn(young.organisationId)).not.toContain('audit.pruned')
    await owner().organisation.update({ where: { id: young.organisationId }, data: { securityLogMonths: 6 } })
    expect(await pruneLog(young.clock, { signal })).toMatchObject({ value: { events: 3 } })
  })

  test('takes the accountability record where years were chosen, and nothing of it under a hold', async () => {
    const { organisationId, clock } = await worldWithLog({ months: 61 })
    const where = { id: organisationId }
    await owner().organisation.update({ where, data: { accountabilityYears: 5 } })
    const placed = { organisationId, reason: 'An inquiry', placedBy: 'x', placedAt: new Date() }
    const hold = await owner().archiveHold.create({ data: placed })
    expect(await pruneLog(clock, { signal })).toMatchObject({ value: { events: 3 } })
    expect(await kindsIn(organisationId)).toContain('review.adopted')
    await owner().archiveHold.update({
      where: { organisationId_id: { organisationId, id: hold.id } },
      data: { liftedBy: 'x', liftedAt: new Date() },
    })
    expect(await pruneLog(clock, { signal })).toMatchObject({ value: { events: 2 } })
    // What the log is proven by stays, however old it is.
    expect((await kindsIn(organisationId))[0]).toBe('audit.checkpointed')
    expect(await walkChain(clock)).toMatchObject({ fault: null, pruned: 5 })
  })

  test('is of one organisation alone', async () => {
    const [here, there] = [await worldWithLog(), await worldWithLog()]
    await pruneLog(here.clock, { signal })
    expect(await stubsIn(there.organisationId)).toEqual([])
  })

  test('leaves nothing where its event cannot be written', async () => {
    const { organisationId, clock } = await worldWithLog()
    await owner().$executeRawUnsafe(`create function refuse_pruned() returns trigger language plpgsql as $$ begin
      if new.kind = 'audit.pruned' then raise exception 'no more events'; end if; return new; end $$`)
    await owner().$executeRawUnsafe(
      'create trigger refuse_pruned before insert on audit_event for each row execute function refuse_pruned()',
    )
    try {
      await expect(pruneLog(clock, { signal })).rejects.toThrow('no more events')
    } finally {
      await owner().$executeRawUnsafe('drop function refuse_pruned cascade')
    }
    expect(await stubsIn(organisationId)).toEqual([])
    expect(await kindsIn(organisationId)).toHaveLength(8)
  })

  test('without the event that tells of it does not commit', async () => {
    const { organisationId } = await worldWithLog()
    const silent = inOrganisation(
      organisationId,
      (tx) => tx.$queryRaw`select audit_prune('securityLog', 0, 10)`,
      { role: 'copy' },
    )
    await expect(silent).rejects.toThrow(/audit_stub_organisation_id_pruning_fkey|constraint/i)
    expect(await stubsIn(organisationId)).toEqual([])
  })
})
