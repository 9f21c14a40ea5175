type Cell = string | number | null

/** Rows of a report as a spreadsheet takes them; `id` names the file. */
export type ReportTable = {
  id: 'fields' | 'connections' | 'evidence' | 'changes' | 'moved'
  columns: { id: string; header: string }[]
  rows: Cell[][]
}

export const columnsOf = (headers: Record<string, string>): ReportTable['columns'] =>
  Object.entries(headers).map(([id, header]) => ({ id, header }))
