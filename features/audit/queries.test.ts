import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { done } from '#domain/outcome.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { change } from './change.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { verifyAudit, walkChain } from './commands.ts'
import { pruneLog } from './prune.ts'
import { monthsAgo, recordOn } from './pruned.fixture.ts'
import { auditPage } from './queries.ts'

useTestDatabase()

let auditor: Actor
let admin: Actor
beforeEach(async () => {
  const { actors } = await makeWorld()
  auditor = actors.auditor
  admin = actors.admin
})

const recordEvents = async (count: number) => {
  for (let sequence = 1; sequence <= count; sequence += 1) {
    await change(admin, async ({ record }) => {
      record({
        kind: 'reading.requested',
        subject: { kind: 'reading', id: String(sequence) },
        facts: { sequence, continues: false },
      })
      return done(null)
    })
  }
}
/** What somebody with the owner's rights could do behind Pomona's back. */
const tamper = (sql: string) =>
  owner().$transaction(async (tx) => {
    await tx.$executeRawUnsafe("set local session_replication_role = 'replica'")
    await tx.$executeRawUnsafe(sql)
  })
const where = (sequence: number) => `organisation_id = '${admin.organisationId}' and sequence = ${sequence}`

describe('the audit page', () => {
  test('shows events newest first, page by page, with who acted and on what', async () => {
    await recordEvents(5)
    const first = await auditPage(auditor, { most: 2 })
    expect(first.events.map((event) => event.sequence)).toEqual([5, 4])
    expect(first.events[0]).toMatchObject({
      kind: 'reading.requested',
      actor: { kind: 'member', name: admin.name },
      subject: { kind: 'reading', id: '5' },
      facts: { sequence: 5, continues: false },
      personal: {},
    })
    expect(first).toMatchObject({ older: 4, newer: null, head: { sequence: 5 } })
    const second = await auditPage(auditor, { most: 2, before: 4 })
    expect(second.events.map((event) => event.sequence)).toEqual([3, 2])
    expect(second).toMatchObject({ older: 2, newer: 6 })
    const last = await auditPage(auditor, { most: 2, before: 2 })
    expect(last).toMatchObject({ older: null, newer: 4 })
  })

  test('goes on telling an event whose personal details were erased', async () => {
    await recordEvents(1)
    await tamper(`delete from audit_detail where ${where(1)}`)
    const { events } = await auditPage(auditor)
    expect(events[0]).toMatchObject({ kind: 'reading.requested', actor: { kind: 'member', name: null } })
    expect(await walkChain(auditor)).toMatchObject({ checked: 1, fault: null, erased: 1 })
  })

  test('says what was pruned where it stood, on one page alone, and leads past it', async () => {
    const clock = clockActor(auditor.organisationId)
    const month = monthsAgo(13)
    await recordOn(admin, month, ['review.adopted', 'member.signedIn', 'member.signedOut', 'review.adopted'])
    await recordOn(admin, month, ['member.signedIn', 'member.signedIn', 'member.signedIn'])
    await makeCheckpoint(clock)
    await pruneLog(clock, { signal: new AbortController().signal, batch: 3 })
    const shown = async (before?: number) => {
      const { events, gaps, ...page } = await auditPage(auditor, { most: 2, ...(before && { before }) })
      return {
        ...{ events: events.map(({ sequence }) => sequence), older: page.older, newer: page.newer },
        gaps: gaps.map(({ from, to, events: count }) => [from, to, count]),
      }
    }
    // 1 and 4 stand, 8 records the checkpoint, 9 and 10 tell of 2 to 7.
    expect(await shown()).toEqual({ events: [10, 9], gaps: [], older: 9, newer: null })
    const second = { events: [8, 4], gaps: [[5, 7, 3]], older: 4, newer: 11 }
    expect(await shown(9)).toEqual(second)
    expect(await shown(4)).toEqual({ events: [1], gaps: [[2, 3, 2]], older: null, newer: 9 })
    const [gap] = (await auditPage(auditor, { before: 4 })).gaps
    const { events: told } = await auditPage(auditor, { most: 1 })
    const before = new Date(`${told[0]?.facts.before}T00:00:00Z`)
    expect(gap).toMatchObject({ logClass: 'securityLog', upTo: new Date(before.getTime() - 86_400_000) })
  })

  test('shows nothing of another organisation', async () => {
    await recordEvents(1)
    const other = await makeWorld()
    expect(await auditPage(other.actors.auditor)).toMatchObject({ events: [], head: { sequence: 0 } })
  })
})

describe('verifying the chain', () => {
  test('finds an untouched chain intact and records that it was verified', async () => {
    await recordEvents(3)
    expect(await verifyAudit(auditor)).toMatchObject({
      ok: true,
      value: { checked: 3, fault: null, erased: 0 },
    })
    const { events, verified } = await auditPage(auditor)
    expect(verified).toEqual(events[0])
    expect(verified).toMatchObject({ kind: 'audit.verified', facts: { sequence: 3, isIntact: true } })
    expect(await walkChain(auditor)).toMatchObject({ checked: 4, fault: null })
  })

  test.each([
    [
      'a changed body',
      (at: number) => `update audit_event set body = replace(body, 'false', 'true') where ${where(at)}`,
      2,
      'bodyChanged',
    ],
    [
      'another time beside the body',
      (at: number) => `update audit_event set at = at - interval '1 day' where ${where(at)}`,
      2,
      'columnChanged',
    ],
    [
      'another kind beside the body',
      (at: number) => `update audit_event set kind = 'reading.finished' where ${where(at)}`,
      2,
      'columnChanged',
    ],
    [
      'a name that is no name any more',
      (at: number) => `update audit_detail set detail = '{' where ${where(at)}`,
      2,
      'detailChanged',
    ],
    [
      'a body that is nothing any more',
      (at: number) => `update audit_event set body = '{' where ${where(at)}`,
      2,
      'bodyChanged',
    ],
    ['an event taken out', (at: number) => `delete from audit_event where ${where(at)}`, 2, 'missing'],
    ['the end cut off', () => `delete from audit_event where ${where(3)}`, 3, 'missing'],
    [
      'a name changed beside the chain',
      (at: number) => `update audit_detail set detail = '{"actor":"Nobody"}' where ${where(at)}`,
      2,
      'detailChanged',
    ],
    [
      'another head',
      () => `update audit_head set hash = sha256('') where organisation_id = '${admin.organisationId}'`,
      3,
      'headDiffers',
    ],
  ])('finds %s, and where', async (_name, sql, sequence, fault) => {
    await recordEvents(3)
    await tamper(sql(2))
    expect(await walkChain(auditor)).toMatchObject({ fault: { sequence, fault } })
  })
})
