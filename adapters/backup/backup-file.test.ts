import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { BackupUnreadable, readSealed, writeSealed } from './envelope.ts'
import { type BackupTable, countRows, endOfRows, headerLine, lineOf, walkBackup } from './format.ts'

const key = randomBytes(32)
const folder = mkdtempSync(join(tmpdir(), 'pomona-backup-'))
const file = join(folder, 'backup')
const never = new AbortController().signal

const facts = {
  at: '2026-12-03T11:00:00.000Z',
  level: ['20261122000000_start'],
  installation: { url: 'https://pomona.example', vaultKey: '0a1b2c3d' },
  parts: [],
}
const end = { sequences: [], jobs: [] }

type Table = BackupTable & { rows: readonly string[] }
async function* backupOf(tables: readonly Table[], pieceLength = 1000): AsyncGenerator<Buffer> {
  const whole = Buffer.concat([
    headerLine(facts),
    ...tables.flatMap(({ table, columns, rows }) => [
      lineOf({ table, columns }),
      ...rows.map((row) => Buffer.from(`${row}\n`)),
      endOfRows,
      lineOf({ rows: rows.length }),
    ]),
    lineOf(end),
  ])
  for (let at = 0; at < whole.length; at += pieceLength) yield whole.subarray(at, at + pieceLength)
}
const check = (at: string) =>
  readSealed(
    at,
    key,
    (bytes) => walkBackup(bytes, { begin: async () => {}, table: countRows, end: async () => {} }),
    never,
  )

/** A row of COPY's text format: no line break, and no backslash that is not doubled. */
const row = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => text.replaceAll(/[\n\r]/g, ' ').replaceAll('\\', '\\\\'))
const table = fc.record({
  table: fc.constantFrom('public.a', 'public.b'),
  columns: fc.array(fc.constantFrom('x', 'y')),
  rows: fc.array(row),
})

describe('what is in a backup', () => {
  test('comes out as it went in, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(table), fc.integer({ min: 1, max: 40 }), async (tables, pieceLength) => {
        const out: Table[] = []
        const walked = await walkBackup(backupOf(tables, pieceLength), {
          begin: async (header) => expect(header).toMatchObject(facts),
          table: async (about, pieces) => {
            const bytes: Buffer[] = []
            for await (const piece of pieces) bytes.push(piece)
            const rows = Buffer.concat(bytes).toString().split('\n').slice(0, -1)
            out.push({ ...about, rows })
            return rows.length
          },
          end: async (told) => expect(told).toEqual(end),
        })
        expect(out).toEqual(tables)
        expect(walked.rows).toBe(tables.flatMap(({ rows }) => rows).length)
      }),
    )
  })

  test('is refused with fewer rows than were written', async () => {
    const bytes = async function* () {
      yield headerLine(facts)
      yield Buffer.from('{"table":"public.a","columns":["x"]}\n1\n\\.\n{"rows":2}\n')
      yield lineOf(end)
    }
    const visitor = { begin: async () => {}, table: countRows, end: async () => {} }
    await expect(walkBackup(bytes(), visitor)).rejects.toThrow('backupDamaged')
  })
})

describe('a sealed file', () => {
  let sealed = Buffer.alloc(0)
  beforeAll(async () => {
    // Of random rows, so that it is several of age's pieces long.
    const rows = Array.from({ length: 3000 }, () => randomBytes(30).toString('hex'))
    await writeSealed(file, key, backupOf([{ table: 'public.a', columns: ['x'], rows }]), never)
    sealed = await readFile(file)
    expect(sealed.length).toBeGreaterThan(64 * 1024 * 1.2)
  })

  test('is its owner’s alone, and opens', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await check(file)).toMatchObject({ tables: 1, rows: 3000 })
  })

  const refusedAs = async (bytes: Uint8Array): Promise<string> => {
    const changed = join(folder, 'changed')
    await writeFile(changed, bytes)
    const error = await check(changed).then(
      () => null,
      (reason: unknown) => reason,
    )
    return error instanceof BackupUnreadable ? error.reason : String(error)
  }

  test('opens with no other key, and tells nothing of what is in it', async () => {
    const other = readSealed(file, randomBytes(32), async () => null, never)
    await expect(other).rejects.toMatchObject({ reason: 'backupNotOpened' })
    expect(sealed.includes('pomona.example')).toBe(false)
  })

  test('cut off anywhere is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length - 1 }), async (length) => {
        expect(await refusedAs(sealed.subarray(0, length))).toMatch(/^backup(NotOpened|Damaged)$/)
      }),
      { numRuns: 60, examples: [[0], [1], [sealed.length - 1], [sealed.length - 17], [65_536]] },
    )
  })

  test('with any bit of it turned is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sealed.length * 8 - 1 }), async (bit) => {
        const turned = Buffer.from(sealed)
        turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        expect(await refusedAs(turned)).toMatch(/^backup(NotOpened|Damaged)$/)
      }),
      { numRuns: 60 },
    )
  })

  test('with anything after its end, or its pieces in another order, is refused', async () => {
    expect(await refusedAs(Buffer.concat([sealed, Buffer.from('\n')]))).toBe('backupDamaged')
    const body = sealed.length - (sealed.length % (64 * 1024 + 16))
    const swapped = Buffer.concat([
      sealed.subarray(0, body - 70_000),
      sealed.subarray(body),
      sealed.subarray(body - 70_000, body),
    ])
    expect(await refusedAs(swapped)).toBe('backupDamaged')
  })

  test('that could not be written to its end is not there', async () => {
    const broken = async function* () {
      yield headerLine(facts)
      throw new Error('the database went away')
    }
    await expect(writeSealed(join(folder, 'half'), key, broken(), never)).rejects.toThrow('went away')
    expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([])
  })
})
