export type Column = { header: string; numeric?: boolean }

/** A Markdown table whose columns also stand in line in a terminal. */
export const table = (columns: readonly Column[], rows: readonly (readonly string[])[]): string => {
  const widths = columns.map(({ header }, at) =>
    Math.max(header.length, ...rows.map((row) => row[at]?.length ?? 0)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${columns
      .map(({ numeric }, at) =>
        numeric ? (cells[at] ?? '').padStart(widths[at] ?? 0) : (cells[at] ?? '').padEnd(widths[at] ?? 0),
      )
      .join(' | ')} |`
  const rule = columns.map(({ numeric }, at) => `${'-'.repeat((widths[at] ?? 1) - 1)}${numeric ? ':' : '-'}`)
  return [columns.map(({ header }) => header), rule, ...rows].map(line).join('\n')
}
