import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type TableFile, tableFile } from './table-file.ts'

const table: TableFile = {
  columns: [
    { id: 'field', header: 'Field' },
    { id: 'devices', header: 'Devices' },
  ],
  rows: [
    ['serial_number', 412],
    ['=HYPERLINK("http://x")', null],
    ['two "words", one\nbreak', 0],
    ['@sum', 3],
  ],
  about: [{ id: 'reading', header: 'Reading', value: 4 }],
}

test('CSV quotes what needs it, ends lines as RFC 4180 does, and runs nothing', async () => {
  const text = (await tableFile(table, 'csv')).toString()
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.slice(1).split('\r\n')).toEqual([
    'Field,Devices,Reading',
    'serial_number,412,4',
    '"\'=HYPERLINK(""http://x"")",,4',
    '"two ""words"", one\nbreak",0,4',
    "'@sum,3,4",
    '',
  ])
})

test('JSON says what the rows are, by column; no value is null and nought is nought', async () => {
  expect(JSON.parse((await tableFile(table, 'json')).toString())).toEqual({
    reading: 4,
    columns: { field: 'Field', devices: 'Devices' },
    rows: [
      { field: 'serial_number', devices: 412 },
      { field: '=HYPERLINK("http://x")', devices: null },
      { field: 'two "words", one\nbreak', devices: 0 },
      { field: '@sum', devices: 3 },
    ],
  })
})

test('XLSX says of each cell whether it is text or a number, so that nothing runs', async () => {
  const sheet = partOf(await tableFile(table, 'xlsx'), 'xl/worksheets/sheet1.xml')
  const texts = [
    ...partOf(await tableFile(table, 'xlsx'), 'xl/sharedStrings.xml').matchAll(/<t[^>]*>([^<]*)</g),
  ]
  expect(texts.map(([, text]) => text)).toContain('=HYPERLINK("http://x")')
  expect(sheet).not.toContain('<f>')
  expect([...sheet.matchAll(/<row/g)]).toHaveLength(1 + table.rows.length)
  expect([...sheet.matchAll(/<v>412<\/v>/g)]).toHaveLength(1)
  expect([...sheet.matchAll(/<c r="C[2-5]"[^>]*><v>4<\/v>/g)]).toHaveLength(table.rows.length)
})

/** A file of a ZIP archive, found by its central directory (APPNOTE.TXT, 4.3.12). */
const partOf = (zip: Buffer, name: string): string => {
  for (let at = zip.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; ) {
    const nameLength = zip.readUInt16LE(at + 28)
    const extras = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === name) {
      const local = zip.readUInt32LE(at + 42)
      const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
      const bytes = zip.subarray(begin, begin + zip.readUInt32LE(at + 20))
      return (zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString()
    }
    at = zip.indexOf('PK\u0001\u0002', at + 46 + nameLength + extras, 'latin1')
  }
  throw new Error(`no ${name}`)
}
