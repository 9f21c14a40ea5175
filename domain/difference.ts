/** Something that stood from one reading to another: half-open in reading sequences, `until` null while it stands. */
export type Interval = { since: number; until: number | null }

/** Two readings by their sequences, the earlier first. */
export type Span = { from: number; to: number }

export type Difference<Row> = {
  appeared: Row[]
  vanished: Row[]
  /** Stood at both, but no longer as the same row. */
  changed: { before: Row; after: Row }[]
}

export const stoodAt = ({ since, until }: Interval, sequence: number): boolean =>
  since <= sequence && (until === null || until > sequence)

/**
 * What appeared, vanished and changed between two readings, from the intervals of one kind. `keyOf` tells which rows
 * speak of the same thing; of one thing at most one row stands at a time. What came and went in between is no
 * difference, and neither is a row closed and opened again that says the same by `isSame`. In the order of the rows.
 */
export const differenceOf = <Row extends Interval>(
  rows: readonly Row[],
  { from, to }: Span,
  keyOf: (row: Row) => string,
  isSame: (before: Row, after: Row) => boolean = () => false,
): Difference<Row> => {
  const before = new Map(rows.filter((row) => stoodAt(row, from)).map((row) => [keyOf(row), row]))
  const after = new Map(rows.filter((row) => stoodAt(row, to)).map((row) => [keyOf(row), row]))
  const changed = [...after].flatMap(([key, row]) => {
    const earlier = before.get(key)
    return earlier && earlier !== row && !isSame(earlier, row) ? [{ before: earlier, after: row }] : []
  })
  return {
    appeared: [...after].flatMap(([key, row]) => (before.has(key) ? [] : [row])),
    vanished: [...before].flatMap(([key, row]) => (after.has(key) ? [] : [row])),
    changed,
  }
}
