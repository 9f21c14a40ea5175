import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import { canonical } from '#domain/audit.ts'
import type { LogFault } from '#domain/audit-log.ts'
import { type Checkpoint, readCheckpoint } from '#domain/checkpoint.ts'
import { done } from '#domain/outcome.ts'
import { makeOrganisation, makeWorld } from '#prisma/factories.ts'
import { owner } from '#prisma/owner.ts'
import { useTestDatabase } from '#prisma/testing.ts'
import { change } from './change.ts'
import { makeCheckpoint } from './checkpoints.ts'
import { logLines } from './log-lines.ts'
import { asSuperuser, eventOf, flipped, found, keep, respelt, restore } from './tamper.fixture.ts'

useTestDatabase()

/** Events 1 to 4, the record of their checkpoint 5, events 6 to 8, the record of the next 9, events 10 to 12. */
const covered = [4, 8]
const last = 12

let auditor: Actor
let elsewhere = ''
let held: Checkpoint | null = null

beforeAll(async () => {
  const { actors } = await makeWorld()
  auditor = actors.auditor
  elsewhere = (await makeOrganisation()).id
  for (let sequence = 1; sequence <= last; sequence += 1) {
    if (covered.includes(sequence - 1)) {
      const made = await makeCheckpoint(auditor)
      held = made.ok ? readCheckpoint(made.value.document) : null
    } else
      await change(auditor, async ({ record }) => {
        record({
          kind: 'reading.requested',
          subject: { kind: 'reading', id: String(sequence) },
          facts: { sequence, continues: false },
        })
        return done(null)
      })
  }
  await keep()
})
beforeEach(restore)

const findings = (checkpoint: Checkpoint | null = null) => found(auditor, checkpoint)

type Tampering = { what: string; sql: string[]; sequence: number; faults: LogFault['fault'][] }
const at = (sequence: number) => eventOf(auditor, sequence)
const event = fc.integer({ min: 1, max: last })
const byte = fc.integer({ min: 0, max: 31 })
const place = fc.nat(10_000)
const edit = (table: string, sequence: number, to: string) =>
  `update ${table} set ${to} where ${at(sequence)}`

const columnOfEvent = (
  sequence: number,
  chosen: number,
  where: number,
): [string, string, LogFault['fault']][] => [
  ['body', respelt('body', where), 'bodyChanged'],
  ['hash', flipped('hash', chosen), 'bodyChanged'],
  ['previous_hash', flipped('previous_hash', chosen), 'columnChanged'],
  ['at', "at + interval '1 millisecond'", 'columnChanged'],
  ['kind', respelt('kind', where), 'columnChanged'],
  ['sequence', String(sequence + 1000), 'missing'],
  ['organisation_id', `'${elsewhere}'`, 'missing'],
]
const edits = fc.tuple(event, byte, place, fc.nat(6)).map(([sequence, chosen, where, pick]): Tampering => {
  const [column, to, fault] = columnOfEvent(sequence, chosen, where)[pick] ?? ['kind', "''", 'columnChanged']
  return {
    what: `${column} of ${sequence}`,
    sql: [edit('audit_event', sequence, `${column} = ${to}`)],
    sequence,
    faults: [fault],
  }
})
const details = fc.tuple(event, fc.nat(15), place, fc.boolean()).map(
  ([sequence, chosen, where, isSalt]): Tampering => ({
    what: `detail of ${sequence}`,
    sql: [
      edit(
        'audit_detail',
        sequence,
        isSalt ? `salt = ${flipped('salt', chosen)}` : `detail = ${respelt('detail', where)}`,
      ),
    ],
    sequence,
    faults: ['detailChanged'],
  }),
)
const deletions = event.map(
  (sequence): Tampering => ({
    what: `deletion of ${sequence}`,
    sql: [`delete from audit_event where ${at(sequence)}`],
    sequence,
    faults: ['missing'],
  }),
)
const reorders = fc
  .uniqueArray(event, { minLength: 2, maxLength: 2 })
  .map(([one = 1, other = 2]): Tampering => {
    const swap = (table: string) => [
      edit(table, one, 'sequence = 0'),
      edit(table, other, `sequence = ${one}`),
      edit(table, 0, `sequence = ${other}`),
    ]
    const what = `${one} and ${other} change places`
    return {
      what,
      sql: [...swap('audit_event'), ...swap('audit_detail')],
      sequence: Math.min(one, other),
      faults: ['reordered'],
    }
  })
const heads = fc.tuple(byte, fc.nat(3)).map(([chosen, pick]): Tampering => {
  const where = `organisation_id = '${auditor.organisationId}'`
  const [sql, sequence, fault]: [string, number, LogFault['fault']] = [
    [`update audit_head set hash = ${flipped('hash', chosen)} where ${where}`, last, 'headDiffers'],
    [`update audit_head set sequence = sequence + 1 where ${where}`, last + 1, 'missing'],
    [`update audit_head set sequence = sequence - 1 where ${where}`, last, 'beyondHead'],
    [`delete from audit_head where ${where}`, 1, 'beyondHead'],
  ][pick] as [string, number, LogFault['fault']]
  return { what: sql, sql: [sql], sequence, faults: [fault] }
})
const checkpoints = fc
  .tuple(fc.constantFrom(...covered), place, fc.nat(4))
  .map(([sequence, where, pick]): Tampering => {
    const sql = [
      edit('audit_checkpoint', sequence, `document = ${respelt('document', where)}`),
      edit('audit_checkpoint', sequence, `key_id = ${respelt('key_id', where)}`),
      edit('audit_checkpoint', sequence, "at = at + interval '1 millisecond'"),
      edit('audit_checkpoint', sequence, `sequence = ${last}`),
      `delete from audit_checkpoint where ${at(sequence)}`,
    ][pick]
    return {
      what: `checkpoint of ${sequence}: ${sql}`,
      sql: [sql ?? ''],
      sequence,
      faults: ['checkpointChanged', 'signatureWrong', 'otherOrganisation', 'keyUnknown', 'checkpointMissing'],
    }
  })

describe('what a superuser of the database does to the log', () => {
  test('is nothing at first', async () => {
    expect(await findings(held)).toEqual({ database: null, file: null })
  })

  test.each([
    ['an edit of any column of any event', edits, 40],
    ['an edit of any name or salt', details, 15],
    ['any deletion', deletions, 12],
    ['any two events that change places', reorders, 12],
    ['another head', heads, 8],
    ['an edit of any checkpoint, or its deletion', checkpoints, 25],
  ])('is found where it is, in the tables as in a file: %s', async (_name, tamperings, numRuns) => {
    await fc.assert(
      fc.asyncProperty(tamperings, async ({ sql, sequence, faults }) => {
        await restore()
        await asSuperuser(sql)
        const { database, file } = await findings()
        expect(database).toMatchObject({ sequence })
        expect(faults).toContain(database?.fault)
        expect(file).toEqual(database)
      }),
      { numRuns },
    )
  })

  test('an event that holds the next one in its own text does not stand for both', async () => {
    const { organisationId } = auditor
    const lines: string[] = []
    for await (const some of logLines(organisationId, last)) lines.push(...some.split('\n'))
    const smuggled = `}\n${lines[6]?.slice(0, -1)}`.replaceAll("'", "''")
    await asSuperuser([
      edit('audit_event', 6, `body = body || '${smuggled}'`),
      `delete from audit_event where ${at(7)}`,
    ])
    const fault = { sequence: 6, fault: 'bodyChanged' }
    expect(await findings()).toEqual({ database: fault, file: fault })
  })

  test('a history written anew is found at the first checkpoint after, and not where none is', async () => {
    for (let from = 1; from <= last; from += 1) {
      await restore()
      await writeAnew(from)
      const at = covered.find((sequence) => sequence >= from)
      const fault = at === undefined ? null : { sequence: at, fault: 'forked' }
      expect(await findings(held), `from ${from}`).toEqual({ database: fault, file: fault })
    }
  })

  test('the newest events cut off are found up to the last checkpoint held elsewhere, and not after', async () => {
    for (let kept = 1; kept < last; kept += 1) {
      await restore()
      await cutAfter(kept)
      expect(await findings(), `${kept}, nothing held`).toEqual({ database: null, file: null })
      const fault = kept < 8 ? { sequence: kept + 1, fault: 'cut' } : null
      expect(await findings(held), `${kept}`).toEqual({ database: fault, file: fault })
    }
  })
})

/** Every event from one on says something else, and hashes and head follow: a log that is whole by itself. */
const writeAnew = async (from: number) => {
  const { organisationId } = auditor
  const rows = await owner().auditEvent.findMany({
    where: { organisationId, sequence: { gte: from } },
    orderBy: { sequence: 'asc' },
  })
  const sql: string[] = []
  let previous = Buffer.from(rows[0]?.previousHash ?? []).toString('hex')
  for (const row of rows) {
    const said: Record<string, unknown> = JSON.parse(row.body)
    const body = canonical(said.kind === 'audit.checkpointed' ? said : { ...said, facts: { forged: true } })
    const hash = createHash('sha256').update(Buffer.from(previous, 'hex')).update(body).digest('hex')
    const to = `body = '${body.replaceAll("'", "''")}', previous_hash = '\\x${previous}', hash = '\\x${hash}'`
    sql.push(edit('audit_event', row.sequence, to))
    previous = hash
  }
  sql.push(`update audit_head set hash = '\\x${previous}' where organisation_id = '${organisationId}'`)
  await asSuperuser(sql)
}

/** With the head and the checkpoints that would tell, as whoever cuts a log off would do it. */
const cutAfter = async (kept: number) => {
  const later = `organisation_id = '${auditor.organisationId}' and sequence`
  await asSuperuser([
    `update audit_head set sequence = ${kept}, hash = (select hash from audit_event where ${at(kept)})`,
    `delete from audit_checkpoint where ${later} >= ${kept}`,
    `delete from audit_detail where ${later} > ${kept}`,
    `delete from audit_event where ${later} > ${kept}`,
  ])
}
