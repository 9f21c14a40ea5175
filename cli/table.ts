export type TableColumn = { header: string; numeric?: boolean }

const lengthOf = (text: string): number => [...text].length

/** Aligned columns of plain text, two spaces apart; numbers stand at the end of theirs. */
export const table = (columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string => {
  const widths = columns.map(({ header }, at) =>
    Math.max(lengthOf(header), ...rows.map((row) => lengthOf(row[at] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ numeric }, at) => {
        const cell = cells[at] ?? ''
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - lengthOf(cell)))
        return numeric ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  return [columns.map(({ header }) => header), widths.map((width) => '─'.repeat(width)), ...rows]
    .map(line)
    .join('\n')
}

/** Names and what they are, one a line. */
export const definitions = (pairs: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...pairs.map(([term]) => lengthOf(term)))
  return pairs.map(([term, value]) => `${term.padEnd(width)}  ${value}`).join('\n')
}
