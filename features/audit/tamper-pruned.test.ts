import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { chain } from '#domain/audit.ts'
import type { LogFault } from '#domain/audit-log.ts'
import { digestAfter, firstDigest, signPruning } from '#domain/pruning.ts'
import { clockActor } from '#features/access/minting.ts'
import { makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { pruneLog } from './prune.ts'
import { monthsAgo, recordOn } from './pruned.fixture.ts'
import { asSuperuser, eventOf, flipped, found, keep, restore } from './tamper.fixture.ts'

useTestDatabase()

/** Of events 1 to 8 the security log's are pruned: 1, 3 and 4 as 12 tells, 6 and 8 as 13 does. 15 records a checkpoint. */
const stubs = [1, 3, 4, 6, 8]
const last = 15
let clock: Actor
let original: {
  sequence: number
  kind: string
  body: string
  at: Date
  previousHash: string
  hash: string
}[] = []

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const eventsNow = async () =>
  (await owner().auditEvent.findMany({ orderBy: { sequence: 'asc' } })).map(
    ({ previousHash, hash, ...event }) => ({
      ...event,
      previousHash: hex(previousHash),
      hash: hex(hash),
    }),
  )

beforeAll(async () => {
  const { actors, organisationId } = await makeWorld()
  clock = clockActor(organisationId)
  await recordOn(actors.owner, monthsAgo(13), [
    ...([
      'member.signedIn',
      'review.adopted',
      'member.signedOut',
      'member.entered',
      'report.approved',
    ] as const),
    ...(['value.revealed', 'report.rendered', 'member.signedOut'] as const),
  ])
  await makeCheckpoint(clock)
  await recordOn(actors.owner, monthsAgo(1), ['member.signedIn', 'report.composed'])
  original = await eventsNow()
  await pruneLog(clock, { signal: new AbortController().signal, batch: 3 })
  await recordOn(actors.owner, monthsAgo(0), ['member.signedIn'])
  await makeCheckpoint(clock)
  await keep()
})
beforeEach(restore)

const at = (sequence: number) => eventOf(clock, sequence)
const edit = (sequence: number, to: string) => `update audit_stub set ${to} where ${at(sequence)}`
const expectAt = async (sequence: number, fault: LogFault['fault'], what: string) =>
  expect(await found(clock), what).toEqual({ database: { sequence, fault }, file: { sequence, fault } })
/** The stubs of a pruning with the digests that follow from what stands in them now. */
const rewritten = async (pruning: number): Promise<string[]> => {
  let digest = firstDigest
  const rows = await owner().auditStub.findMany({ where: { pruning }, orderBy: { sequence: 'asc' } })
  return rows.map(({ sequence, hash }) => {
    digest = digestAfter(digest, sequence, hex(hash))
    return edit(sequence, `digest = '\\x${digest}'`)
  })
}
const stub = (sequence: number, pruning: number) =>
  `insert into audit_stub select organisation_id, sequence, hash, ${pruning}, hash from audit_event where ${at(sequence)}`
const withoutEvent = (sequence: number) => [
  `delete from audit_detail where ${at(sequence)}`,
  `delete from audit_event where ${at(sequence)}`,
]

test('a pruned log is whole', async () => {
  expect(await owner().auditStub.count()).toBe(stubs.length)
  expect((await owner().auditHead.findFirstOrThrow()).sequence).toBe(last)
  expect(await found(clock)).toEqual({ database: null, file: null })
})

test('an edit of the hash or the digest in the place of an event is found where it is', async () => {
  for (const sequence of stubs) {
    for (const column of ['hash', 'digest']) {
      await restore()
      await asSuperuser([edit(sequence, `${column} = ${flipped(column, sequence)}`)])
      await expectAt(sequence, 'stubChanged', `${column} of ${sequence}`)
    }
  }
})

test('what names another pruning is found there, or at the next one of its own', async () => {
  for (const [sequence, pruning, where, fault] of [
    [1, 13, 3, 'stubChanged'],
    [4, 13, 4, 'stubChanged'],
    [8, 14, 8, 'stubChanged'],
    [6, 5, 6, 'stubUnrecorded'],
  ] as const) {
    await restore()
    await asSuperuser([
      'alter table audit_stub drop constraint if exists audit_stub_told_later',
      edit(sequence, `pruning = ${pruning}`),
    ])
    await expectAt(where, fault, `${sequence} names ${pruning}`)
  }
})

test('one that is taken out is missing where it stood', async () => {
  for (const sequence of stubs) {
    await restore()
    await asSuperuser([`delete from audit_stub where ${at(sequence)}`])
    await expectAt(sequence, 'missing', `${sequence}`)
  }
})

test('digests written anew to fit another hash are found at the event that tells of the pruning, or before', async () => {
  await asSuperuser([edit(3, `hash = ${flipped('hash', 0)}`)])
  await asSuperuser(await rewritten(12))
  await expectAt(12, 'pruningDiffers', 'between two stubs')
  await restore()
  await asSuperuser([edit(4, `hash = ${flipped('hash', 0)}`)])
  await asSuperuser(await rewritten(12))
  await expectAt(5, 'linkBroken', 'before an event')
  await restore()
  await asSuperuser([edit(8, `hash = ${flipped('hash', 0)}`)])
  await asSuperuser(await rewritten(13))
  await expectAt(8, 'forked', 'below a checkpoint')
})

test('an event put away as if it had been pruned is found', async () => {
  await asSuperuser([stub(2, 12), ...withoutEvent(2)])
  await expectAt(2, 'stubChanged', 'with any digest')
  await asSuperuser(await rewritten(12))
  await expectAt(12, 'pruningDiffers', 'with all digests written anew')
  await restore()
  await asSuperuser([stub(10, 14), ...withoutEvent(10), edit(10, `digest = '\\x${'00'.repeat(32)}'`)])
  await expectAt(10, 'stubChanged', 'of no pruning')
  await asSuperuser(await rewritten(14))
  await expectAt(10, 'stubUnrecorded', 'of no pruning, with a digest that fits')
  await asSuperuser([edit(10, 'pruning = 99')])
  await expectAt(10, 'stubUnrecorded', 'of a pruning to come')
})

test('an event brought back where it was pruned is found', async () => {
  for (const [sequence, where] of [
    [1, 3],
    [4, 12],
    [8, 13],
  ] as const) {
    await restore()
    const event = original.find((each) => each.sequence === sequence)
    if (!event) throw new Error('unexpected')
    const back = `insert into audit_event (organisation_id, sequence, at, kind, body, previous_hash, hash)
      values ('${clock.organisationId}', ${sequence}, '${event.at.toISOString()}', '${event.kind}',
        '${event.body}', '\\x${event.previousHash}', '\\x${event.hash}')`
    await asSuperuser([back])
    await expectAt(sequence + 1, 'reordered', `${sequence} beside its stub`)
    await asSuperuser([`delete from audit_stub where ${at(sequence)}`])
    const { database, file } = await found(clock)
    expect(database?.sequence, `${sequence}`).toBe(where)
    expect(file).toEqual(database)
  }
})

test('a pruning of their own is none: they have not the key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const theirs = {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
  }
  const { organisationId } = clock
  const hash = original.find((each) => each.sequence === 2)?.hash ?? ''
  const digest = digestAfter(firstDigest, 2, hash)
  const place = { organisationId, sequence: last + 1 }
  const pruned = {
    logClass: 'securityLog',
    from: 2,
    to: 2,
    events: 1,
    before: '2026-01-01',
    checkpoint: 14,
    digest,
  } as const
  const own = signPruning(place, pruned, theirs)
  const told = (await eventsNow()).find(({ kind }) => kind === 'audit.pruned')
  const { keyId, publicKey: ours, signature } = JSON.parse(told?.body ?? '{}').facts
  const head = await owner().auditHead.findFirstOrThrow()
  for (const facts of [own, { ...own, keyId, publicKey: ours, signature }]) {
    await restore()
    const subject = { kind: 'organisation', id: organisationId }
    const link = chain(
      head,
      organisationId,
      clock,
      new Date(),
      { kind: 'audit.pruned', subject, facts },
      null,
    )
    await asSuperuser([
      stub(2, place.sequence),
      ...withoutEvent(2),
      edit(2, `digest = '\\x${digest}'`),
      `insert into audit_event (organisation_id, sequence, at, kind, body, previous_hash, hash)
        values ('${organisationId}', ${place.sequence}, '${JSON.parse(link.body).at}', 'audit.pruned', '${link.body}',
          '\\x${hex(link.previousHash)}', '\\x${hex(link.hash)}')`,
      `update audit_head set sequence = ${place.sequence}, hash = '\\x${hex(link.hash)}'`,
    ])
    await expectAt(place.sequence, 'pruningUnsigned', facts.keyId)
  }
})

test('nothing is pruned from a log that was tampered with, and that is recorded', async () => {
  const kind = "replace(body, 'report.composed', 'member.entered')"
  await asSuperuser([
    `update audit_event set body = ${kind}, kind = 'member.entered', at = now() - interval '2 years' where ${at(11)}`,
  ])
  const signal = new AbortController().signal
  expect(await pruneLog(clock, { signal })).toEqual({ ok: false, reason: 'auditBroken' })
  expect(await owner().auditStub.count()).toBe(stubs.length)
  const recorded = await owner().auditEvent.findFirst({ orderBy: { sequence: 'desc' } })
  expect(JSON.parse(recorded?.body ?? '{}')).toMatchObject({
    kind: 'audit.verified',
    facts: { isIntact: false, fault: 'bodyChanged' },
  })
})
