import { z } from 'zod'

const rowsBlock = z.looseObject({
  kind: z.literal('rows'),
  columns: z.array(z.looseObject({ share: z.number() })),
  rows: z.array(z.array(z.string())),
})

/** Of a page's text, in points: A4 less the margins of report.typ. */
const pageWidth = (170 / 25.4) * 72
/** Of the rows' text, in points. */
const size = 7.6
/** Between columns, in points. */
const gutter = (2 / 25.4) * 72
/** Kerning and digits of one width make a line a little wider than its letters. */
const slack = 1.03

/**
 * A document whose long lists say which of their rows fit: `runs` of rows after each other that do, all of each on its one
 * line, and of those that need to be looked through for places to break at. Looking costs Typst more than setting.
 */
export const withMeasuredRows = (value: unknown, widthOf: (text: string) => number): unknown => {
  if (Array.isArray(value)) return value.map((item) => withMeasuredRows(item, widthOf))
  if (typeof value !== 'object' || value === null) return value
  if (Reflect.get(value, 'kind') !== 'rows')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, withMeasuredRows(item, widthOf)]),
    )
  const { rows, ...block } = rowsBlock.parse(value)
  const whole = block.columns.reduce((sum, { share }) => sum + share, 0)
  const room = block.columns.map(({ share }) => ((pageWidth * share) / whole - gutter) / (size * slack))
  const fits = (row: string[]) => row.every((text, at) => widthOf(text) <= (room[at] ?? 0))
  const runs: { fits: boolean; rows: string[][] }[] = []
  for (const row of rows) {
    const isFitting = fits(row)
    const last = runs.at(-1)
    if (last?.fits === isFitting) last.rows.push(row)
    else runs.push({ fits: isFitting, rows: [row] })
  }
  return { ...block, size, runs }
}
