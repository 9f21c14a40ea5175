import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

export type StagingValue = string | boolean | null

/**
 * Writes rows by COPY, PostgreSQL's bulk load, in its text format
 * (https://www.postgresql.org/docs/current/sql-copy.html). `lead` is what every line begins with, already as text.
 */
export const copyIn = (
  client: pg.Client,
  into: string,
  lead: string,
  rows: Iterable<readonly StagingValue[]>,
): Promise<void> =>
  pipeline(Readable.from(chunksOf(lead, rows)), client.query(copyFrom(`copy ${into} from stdin`)))

/** Lines gathered into pieces of some size: a write for each line costs more than the line. */
function* chunksOf(lead: string, rows: Iterable<readonly StagingValue[]>): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += lead
    for (let field = 0; field < row.length; field += 1) {
      if (field > 0) chunk += '\t'
      chunk += copyText(row[field] ?? null)
    }
    chunk += '\n'
    if (chunk.length > chunkLength) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
const chunkLength = 64 * 1024

/** A field of COPY's text format. PostgreSQL text cannot hold a NUL, in JSON neither; such a character is dropped. */
const copyText = (value: StagingValue): string => {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return special.test(value) ? value.replace(everySpecial, (found) => escapes[found] ?? '') : value
}
const special = /[\\\t\n\r\0]/
const everySpecial = /[\\\t\n\r\0]/g
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

const headerBytes = 19
const fieldBytes = 2 + 4 + 16

/**
 * Reads a query's single uuid column by COPY in its binary format: a header of 19 bytes, then for each row the number
 * of fields, the length and the 16 bytes, and a trailer of two. No value may be null. `take` is told where each uuid
 * begins: a Buffer of its own for each of a million would cost more than all the rest.
 */
export const copyOutUuids = async (
  client: pg.Client,
  query: string,
  take: (bytes: Buffer, at: number) => void,
): Promise<void> => {
  let rest = Buffer.alloc(0)
  let isStarted = false
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout (format binary)`))) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let at = 0
    if (!isStarted) {
      if (rest.length < headerBytes) continue
      at = headerBytes
      isStarted = true
    }
    for (; rest.length - at >= fieldBytes; at += fieldBytes) take(rest, at + 6)
    rest = rest.subarray(at)
  }
}
