import { stringify } from 'csv-stringify/sync'
import writeXlsxFile from 'write-excel-file/node'

export const tableFormats = ['csv', 'xlsx', 'json'] as const
export type TableFormat = (typeof tableFormats)[number]

export type TableCell = string | number | null
export type TableColumn = { id: string; header: string }
export type TableFile = {
  columns: readonly TableColumn[]
  /** A cell for each column, in their order. */
  rows: readonly (readonly TableCell[])[]
  /** Where all rows come from: said once in JSON, and of each row in the others, which have no other place for it. */
  about: readonly (TableColumn & { value: TableCell })[]
}

export const tableMediaTypes: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
}

/**
 * A table as a file. CSV is RFC 4180 with a byte order mark, by which Excel knows UTF-8; text that a spreadsheet would
 * run as a formula begins with an apostrophe there ("CSV Injection", OWASP). XLSX says of each cell what it is, so that
 * text is never run.
 */
export const tableFile = async (table: TableFile, format: TableFormat): Promise<Buffer> => {
  switch (format) {
    case 'csv':
      return Buffer.from(csvOf(table))
    case 'xlsx':
      return xlsxOf(table)
    case 'json':
      return Buffer.from(`${JSON.stringify(jsonOf(table), null, 2)}\n`)
  }
}

const csvOf = (table: TableFile): string =>
  stringify(linesOf(table), {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })

/** The headers and the rows, with what they are about behind each. */
const linesOf = ({ columns, rows, about }: TableFile): TableCell[][] => [
  [...columns, ...about].map(({ header }) => header),
  ...rows.map((row) => [...row, ...about.map(({ value }) => value)]),
]

const xlsxOf = (table: TableFile): Promise<Buffer> => {
  const [headers = [], ...rows] = linesOf(table)
  const head = headers.map((value) => ({ value: String(value), type: String, fontWeight: 'bold' as const }))
  const cells = rows.map((row) =>
    row.map((value) =>
      value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
    ),
  )
  const widths = headers.map((_, at) => ({
    width: Math.min(60, Math.max(...[headers, ...rows].map((row) => String(row[at] ?? '').length)) + 2),
  }))
  return writeXlsxFile([head, ...cells], { columns: widths, stickyRowsCount: 1 }).toBuffer()
}

const jsonOf = ({ columns, rows, about }: TableFile) => ({
  ...Object.fromEntries(about.map(({ id, value }) => [id, value])),
  columns: Object.fromEntries(columns.map(({ id, header }) => [id, header])),
  rows: rows.map((row) => Object.fromEntries(columns.map(({ id }, at) => [id, row[at] ?? null]))),
})
