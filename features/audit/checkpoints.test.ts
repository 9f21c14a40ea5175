import { beforeEach, describe, expect, test } from 'vitest'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import type { Actor } from '#domain/actor.ts'
import { isSigned, readCheckpoint } from '#domain/checkpoint.ts'
import { done, Missing } from '#domain/outcome.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { change } from './change.ts'
import {
  checkpointFile,
  checkpointPage,
  checkpointsDue,
  latestCheckpoint,
  makeCheckpoint,
} from './checkpoints.ts'
import { walkChain } from './commands.ts'

useTestDatabase()

let auditor: Actor
let organisation: { id: string; name: string }
beforeEach(async () => {
  const world = await makeWorld()
  auditor = world.actors.auditor
  organisation = world.organisation
})

const recordEvents = async (count: number) => {
  for (let left = count; left > 0; left -= 1) {
    await change(auditor, async ({ record }) => {
      record({ kind: 'reading.requested', subject: { kind: 'reading', id: String(left) } })
      return done(null)
    })
  }
}
const events = () =>
  owner().auditEvent.findMany({ where: { organisationId: organisation.id }, orderBy: { sequence: 'asc' } })

describe('a checkpoint', () => {
  test('says what the log was, signed, and the next event records the hash of its file', async () => {
    await recordEvents(3)
    const now = new Date('2026-12-01T09:00:00.000Z')
    const made = await makeCheckpoint(auditor, now)
    if (!made.ok) throw new Error(made.reason)
    const checkpoint = readCheckpoint(made.value.document)
    const log = await events()
    expect(checkpoint?.statement).toMatchObject({
      organisation: { id: organisation.id, name: organisation.name },
      sequence: 3,
      hash: Buffer.from(log[2]?.hash ?? []).toString('hex'),
      at: now.toISOString(),
    })
    expect(checkpoint && isSigned(checkpoint)).toBe(true)
    expect(log.map(({ kind }) => kind).at(-1)).toBe('audit.checkpointed')
    expect(await walkChain(auditor, checkpoint)).toMatchObject({ checked: 4, fault: null, covered: 3 })
    expect(await latestCheckpoint(auditor)).toEqual(made.value)
  })

  test('is made of something new only, and once though many ask', async () => {
    expect(await makeCheckpoint(auditor)).toEqual({ ok: false, reason: 'checkpointUpToDate' })
    await recordEvents(2)
    const asked = await Promise.all(Array.from({ length: 5 }, () => makeCheckpoint(auditor)))
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await events()).toHaveLength(3)
  })

  test('of the organisation alone is seen', async () => {
    await recordEvents(1)
    await makeCheckpoint(auditor)
    const stranger = (await makeWorld()).actors.auditor
    expect(await latestCheckpoint(stranger)).toBeNull()
    expect(await checkpointPage(stranger, { most: 9 })).toMatchObject({ checkpoints: [], hasOlder: false })
    await expect(checkpointFile(stranger, 1)).rejects.toThrow(Missing)
  })

  test('is listed newest first, page by page, and found again by what it covers', async () => {
    for (let made = 0; made < 3; made += 1) {
      await recordEvents(1)
      await makeCheckpoint(auditor)
    }
    const shown = async (before?: number) => {
      const { checkpoints, hasOlder } = await checkpointPage(auditor, { before, most: 2 })
      return { sequences: checkpoints.map(({ sequence }) => sequence), hasOlder }
    }
    expect(await shown()).toEqual({ sequences: [5, 3], hasOlder: true })
    expect(await shown(3)).toEqual({ sequences: [1], hasOlder: false })
    expect(readCheckpoint((await checkpointFile(auditor, 3)).document)?.statement.sequence).toBe(3)
  })

  test('is due at once under another key, and vouches for those of the key before', async () => {
    await recordEvents(2)
    await makeCheckpoint(auditor)
    expect(await checkpointsDue()).not.toContain(organisation.id)
    const { key, databaseUrls } = settings()
    const kept = Buffer.from(key)
    try {
      // PostgreSQL's roles get their new passwords as Pomona is started with the key; here they keep the old ones.
      databaseUrls.app = databaseUrlOf(settings(), 'app')
      key.fill(7)
      expect(await walkChain(auditor)).toMatchObject({ fault: { sequence: 2, fault: 'keyUnknown' } })
      expect(await checkpointsDue()).toContain(organisation.id)
      expect(await makeCheckpoint(auditor)).toMatchObject({ ok: true })
      expect(await walkChain(auditor)).toMatchObject({ checked: 4, fault: null, covered: 3 })
    } finally {
      key.set(kept)
      delete databaseUrls.app
    }
  })
})
