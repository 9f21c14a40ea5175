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

type Run = { fits: true; rows: string[][] } | { fits: false; rows: string[][][] }

/**
 * A document whose long lists say which of their rows fit: `runs` of rows after each other that do, each text on its one
 * line, and of those that do not, each text in the parts it may be broken between. To have Typst look for those places
 * (`breakable` in blocks.typ) costs it more than to set the row.
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
  const fits = (text: string, at: number) => widthOf(text) <= (room[at] ?? 0)
  const runs: Run[] = []
  for (const row of rows) {
    const last = runs.at(-1)
    if (row.every(fits)) {
      if (last?.fits) last.rows.push(row)
      else runs.push({ fits: true, rows: [row] })
    } else {
      const parts = row.map((text, at) => (fits(text, at) ? [text] : partsOf(text)))
      if (last && !last.fits) last.rows.push(parts)
      else runs.push({ fits: false, rows: [parts] })
    }
  }
  return { ...block, size, runs }
}

/** After a space or a joint, and before a hump of camel case. */
const joints = /(?<=[-_@./:\]\s])|(?<=\p{Ll})(?=\p{Lu})/u
/** What is longer is broken anywhere. */
const longestPart = 18
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

const partsOf = (text: string): string[] =>
  text
    .split(joints)
    .flatMap((part) =>
      part.length > longestPart ? [...letters.segment(part)].map(({ segment }) => segment) : part,
    )
