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
  /** What the rows are and where they come from; only JSON has a place for it. */
  about: Record<string, unknown>
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

const csvOf = ({ columns, rows }: TableFile): string =>
  stringify([columns.map(({ header }) => header), ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })

const xlsxOf = ({ columns, rows }: TableFile): Promise<Buffer> => {
  const head = columns.map(({ header }) => ({ value: header, type: String, fontWeight: 'bold' as const }))
  const cells = rows.map((row) =>
    row.map((value) =>
      value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
    ),
  )
  const widths = columns.map(({ header }, at) => ({
    width: Math.min(60, Math.max(header.length, ...rows.map((row) => String(row[at] ?? '').length)) + 2),
  }))
  return writeXlsxFile([head, ...cells], { columns: widths, stickyRowsCount: 1 }).toBuffer()
}

const jsonOf = ({ columns, rows, about }: TableFile) => ({
  ...about,
  columns: Object.fromEntries(columns.map(({ id, header }) => [id, header])),
  rows: rows.map((row) => Object.fromEntries(columns.map(({ id }, at) => [id, row[at] ?? null]))),
})
