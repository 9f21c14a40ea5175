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
  about: { reading: 4 },
}

test('CSV quotes what needs it, ends lines as RFC 4180 does, and runs nothing', async () => {
  const text = (await tableFile(table, 'csv')).toString()
  expect(text.startsWith('\uFEFF')).toBe(true)
  expect(text.slice(1).split('\r\n')).toEqual([
    'Field,Devices',
    'serial_number,412',
    '"\'=HYPERLINK(""http://x"")",',
    '"two ""words"", one\nbreak",0',
    "'@sum,3",
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

test('XLSX is a ZIP container', async () => {
  const bytes = await tableFile(table, 'xlsx')
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
})
