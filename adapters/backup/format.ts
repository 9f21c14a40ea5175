import { z } from 'zod'
import { BackupUnreadable } from './envelope.ts'

const formatVersion = 1

const headerShape = z.object({
  pomona: z.literal('backup'),
  format: z.literal(formatVersion),
  at: z.iso.datetime(),
  /** The migrations that had been applied, which is what its tables look like. */
  level: z.array(z.string()).min(1),
  /** Where it was taken, and which key its sealed values open with. */
  installation: z.object({ url: z.string(), vaultKey: z.string() }),
  /** Organisations whose rows lie in a part of the tables of their own. */
  parts: z.array(z.uuid()),
})
export type BackupHeader = z.infer<typeof headerShape>
export type BackupFacts = Omit<BackupHeader, 'pomona' | 'format'>

const tableShape = z.object({ table: z.string(), columns: z.array(z.string()) })
export type BackupTable = z.infer<typeof tableShape>
const countShape = z.object({ rows: z.number().int().nonnegative() })

const jobShape = z.object({
  task: z.string(),
  payload: z.unknown(),
  queue: z.string().nullable(),
  runAt: z.string(),
  attempts: z.number(),
  maxAttempts: z.number(),
  priority: z.number(),
  key: z.string().nullable(),
  flags: z.array(z.string()).nullable(),
})
export type BackupJob = z.infer<typeof jobShape>

const endShape = z.object({
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
  jobs: z.array(jobShape),
})
export type BackupEnd = z.infer<typeof endShape>

/** No row of COPY's text format is these two characters: a backslash in a value is doubled. */
export const endOfRows = Buffer.from('\\.\n')
const endAfterRow = Buffer.from('\n\\.\n')
const longestLine = 64 * 1024 * 1024

export const lineOf = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)
export const headerLine = (facts: BackupFacts): Buffer =>
  lineOf({ pomona: 'backup', format: formatVersion, ...facts })

export type Visitor = {
  begin(header: BackupHeader): Promise<void>
  /** Takes the rows of a table, all of them, and answers how many there were. */
  table(table: BackupTable, rows: AsyncIterable<Buffer>): Promise<number>
  end(end: BackupEnd): Promise<void>
}

export type Walked = { header: BackupHeader; tables: number; rows: number }

/** Goes through a backup from its header to its end. Throws BackupUnreadable for anything else. */
export const walkBackup = async (bytes: AsyncIterable<Buffer>, visitor: Visitor): Promise<Walked> => {
  const cursor = cursorOf(bytes)
  const header = parsed(headerShape, await cursor.line())
  await visitor.begin(header)
  let tables = 0
  let rows = 0
  for (;;) {
    const line = await cursor.line()
    const table = tableShape.safeParse(jsonOf(line))
    if (!table.success) {
      await visitor.end(parsed(endShape, line))
      if ((await cursor.line()) !== null) throw new BackupUnreadable('backupDamaged')
      return { header, tables, rows }
    }
    const taken = await visitor.table(table.data, cursor.rows())
    const { rows: written } = parsed(countShape, await cursor.line())
    if (taken !== written) throw new BackupUnreadable('backupDamaged')
    tables += 1
    rows += written
  }
}

/** For whoever only wants to know that a backup is whole. */
export const countRows: Visitor['table'] = async (_, rows) => {
  let count = 0
  for await (const chunk of rows) {
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1
  }
  return count
}

const jsonOf = (line: Buffer | null): unknown => {
  try {
    return JSON.parse(line?.toString() ?? 'null')
  } catch {
    return null
  }
}

const parsed = <Schema extends z.ZodType>(schema: Schema, line: Buffer | null): z.output<Schema> => {
  const { success, data, error } = schema.safeParse(jsonOf(line))
  if (!success) throw new BackupUnreadable('backupDamaged', error)
  return data
}

const cursorOf = (bytes: AsyncIterable<Buffer>) => {
  const source = bytes[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const more = async (): Promise<boolean> => {
    const { done, value } = await source.next()
    if (done) return false
    rest = rest.length === 0 ? value : Buffer.concat([rest, value])
    return true
  }
  return {
    /** The next line without its end; null at the end of everything. */
    line: async (): Promise<Buffer | null> => {
      for (;;) {
        const at = rest.indexOf(10)
        if (at >= 0) {
          const line = rest.subarray(0, at)
          rest = rest.subarray(at + 1)
          return line
        }
        if (rest.length > longestLine) throw new BackupUnreadable('backupDamaged')
        if (await more()) continue
        if (rest.length > 0) throw new BackupUnreadable('backupDamaged')
        return null
      }
    },
    /** Whole bytes of rows up to their end, which is passed over. */
    rows: async function* (): AsyncGenerator<Buffer> {
      let isFirst = true
      for (;;) {
        if (isFirst && rest.subarray(0, endOfRows.length).equals(endOfRows)) {
          rest = rest.subarray(endOfRows.length)
          return
        }
        const end = rest.indexOf(endAfterRow)
        if (end >= 0) {
          const last = rest.subarray(0, end + 1)
          rest = rest.subarray(end + endAfterRow.length)
          yield last
          return
        }
        // What may be the beginning of the end is kept.
        const sure = rest.length - endOfRows.length
        if (sure > 0) {
          const ready = rest.subarray(0, sure)
          rest = rest.subarray(sure)
          isFirst = false
          yield ready
        }
        if (!(await more())) throw new BackupUnreadable('backupDamaged')
      }
    },
  }
}
