import { inflateSync } from 'node:zlib'

const woffSignature = 0x774f4646 // 'wOFF'
const entryBytes = 20
const sfntHeaderBytes = 12
const sfntEntryBytes = 16
const aligned = (length: number): number => (length + 3) & ~3

/**
 * Turns a WOFF 1.0 font into the plain TrueType/OpenType file it was made from, which is what Typst reads
 * (W3C "WOFF File Format 1.0", sections 4 and 5: each table is stored as it is, or deflated with zlib).
 *
 * The npm packages of IBM Plex ship WOFF and WOFF2 only. Throws when the bytes are not WOFF.
 */
export const sfntFromWoff = (woff: Buffer): Buffer => {
  if (woff.readUInt32BE(0) !== woffSignature) throw new Error('not a WOFF 1.0 font')
  const tableCount = woff.readUInt16BE(12)
  const tables = Array.from({ length: tableCount }, (_, index) => tableAt(woff, 44 + index * entryBytes))
  const head = Buffer.alloc(sfntHeaderBytes + tableCount * sfntEntryBytes)
  const largestPower = 2 ** Math.floor(Math.log2(tableCount))
  head.writeUInt32BE(woff.readUInt32BE(4), 0)
  head.writeUInt16BE(tableCount, 4)
  head.writeUInt16BE(largestPower * 16, 6)
  head.writeUInt16BE(Math.log2(largestPower), 8)
  head.writeUInt16BE(tableCount * 16 - largestPower * 16, 10)

  let offset = head.length
  const bodies: Buffer[] = []
  for (const [index, table] of tables.entries()) {
    const entry = sfntHeaderBytes + index * sfntEntryBytes
    head.write(table.tag, entry, 'latin1')
    head.writeUInt32BE(table.checksum, entry + 4)
    head.writeUInt32BE(offset, entry + 8)
    head.writeUInt32BE(table.body.length, entry + 12)
    bodies.push(table.body, Buffer.alloc(aligned(table.body.length) - table.body.length))
    offset += aligned(table.body.length)
  }
  return Buffer.concat([head, ...bodies])
}

const tableAt = (woff: Buffer, entry: number): { tag: string; checksum: number; body: Buffer } => {
  const offset = woff.readUInt32BE(entry + 4)
  const storedLength = woff.readUInt32BE(entry + 8)
  const length = woff.readUInt32BE(entry + 12)
  const stored = woff.subarray(offset, offset + storedLength)
  const body = storedLength < length ? inflateSync(stored, { maxOutputLength: length }) : stored
  if (body.length !== length) throw new Error('a WOFF table is shorter than it says')
  return { tag: woff.toString('latin1', entry, entry + 4), checksum: woff.readUInt32BE(entry + 16), body }
}
