import type { ReactNode } from 'react'
import classes from './data-table.module.css'
import { HiddenText } from './hidden-text.tsx'
import longClasses from './long-table.module.css'
import pickClasses from './pick-rows.module.css'
import { PickAll } from './pick-rows.tsx'
import { QuietLink } from './quiet-link.tsx'
import { RowLinks } from './row-links.tsx'

export type Column<Row> = {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand at the end of their column with tabular figures. */
  numeric?: boolean
  /** Protocol keys, serials, ids and hashes. */
  mono?: boolean
  /** Short words that belong on one line, such as a moment; numbers always do. */
  oneLine?: boolean
  /** A CSS width, where the content should not decide. */
  width?: string
  /** Its part of the width of a long table, beside the others' parts; 1 unless said. */
  share?: number
  /** Where the header leads to sort by this column, and how it is sorted now. */
  sort?: { href: string; direction?: 'ascending' | 'descending' }
}

type DataTableProps<Row> = {
  /** Names the table, and the frame it scrolls in, for assistive technology. */
  label: string
  /** The first column heads its row and stays in sight while the table scrolls sideways. */
  columns: Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Where a row leads: its first cell becomes the link, and a click anywhere on the row follows it. */
  rowHref?: (row: Row) => string
  /** Rows can be ticked, under this name of the form around; `label` names the box of a row, `all` that of them all. */
  pick?: { name: string; all: string; value: (row: Row) => string; label: (row: Row) => string } | undefined
  /** Stands in the table's place when it has no rows. */
  empty: ReactNode
  density?: 'comfortable' | 'compact'
  /** `inside` keeps a long, wide table within the window, under its own sticky head. */
  scroll?: 'page' | 'inside'
  /**
   * For hundreds of rows: those out of sight are neither laid out nor painted, and are found, printed and read all the
   * same, because the browser itself holds them back. Columns then have their share of the width, whatever they hold.
   */
  isLong?: boolean
}

/** Keyboards must be able to scroll what overflows (WCAG 2.1.1); Safari does not focus it by itself. */
const scrollableByKeyboard = { tabIndex: 0 }

/** Rows and columns, drawn on the server; sorting, filtering and paging live in the URL. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, rowHref, pick, empty } = props
  const { density = 'comfortable', scroll = 'page', isLong = false } = props
  if (rows.length === 0) return <div className={classes.empty}>{empty}</div>
  const body = rows.map((row) => (
    <tr key={rowKey(row)}>
      {columns.map((column, at) => (
        <Cell
          key={column.id}
          column={column}
          row={row}
          heads={at === 0}
          href={rowHref?.(row)}
          pick={
            pick && (
              <input
                type="checkbox"
                className={pickClasses.box}
                name={pick.name}
                value={pick.value(row)}
                aria-label={pick.label(row)}
              />
            )
          }
        />
      ))}
    </tr>
  ))
  return (
    <figure className={classes.region} data-scroll={scroll} aria-label={label} {...scrollableByKeyboard}>
      <table
        className={isLong ? `${classes.table} ${longClasses.long}` : classes.table}
        data-density={density}
        style={isLong ? tracksOf(columns) : undefined}
      >
        <caption>
          <HiddenText>{label}</HiddenText>
        </caption>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <Head
                key={column.id}
                column={column}
                pick={pick && at === 0 ? <PickAll name={pick.name} label={pick.all} /> : null}
              />
            ))}
          </tr>
        </thead>
        {rowHref ? <RowLinks>{body}</RowLinks> : <tbody>{body}</tbody>}
      </table>
    </figure>
  )
}

/** The widths of a long table's columns, and how wide it is at least: on a phone it scrolls sideways. */
const tracksOf = <Row,>(columns: Column<Row>[]) => {
  const widths: Record<`--${string}`, string> = {
    '--tracks': columns.map(({ share = 1 }) => `minmax(0, ${share}fr)`).join(' '),
    '--least': `${columns.reduce((sum, { share = 1 }) => sum + share, 0) * leastOfShare}px`,
  }
  return widths
}

/** In pixels: what a column of one share needs for its words. */
const leastOfShare = 120

function Head<Row>({ column, pick }: { column: Column<Row>; pick: ReactNode }) {
  const { header, sort, width } = column
  return (
    <th scope="col" {...lookOf(column)} style={width ? { width } : undefined} aria-sort={sort?.direction}>
      {pick}
      {sort ? (
        <QuietLink href={sort.href} className={classes.sort}>
          {header}
          {sort.direction ? <span aria-hidden="true">{arrows[sort.direction]}</span> : null}
        </QuietLink>
      ) : (
        header
      )}
    </th>
  )
}

const lookOf = <Row,>({ numeric, oneLine }: Column<Row>) => ({
  'data-numeric': numeric,
  'data-one-line': oneLine,
})

const arrows = { ascending: '↑', descending: '↓' }

type CellProps<Row> = {
  column: Column<Row>
  row: Row
  heads: boolean
  href: string | undefined
  pick: ReactNode
}

function Cell<Row>({ column, row, heads, href, pick }: CellProps<Row>) {
  const content = column.cell(row)
  const look = { ...lookOf(column), 'data-mono': column.mono }
  if (!heads) return <td {...look}>{content}</td>
  const heading = href ? <QuietLink href={href}>{content}</QuietLink> : content
  return (
    <th scope="row" {...look}>
      {pick ? (
        <span className={pickClasses.row}>
          {pick}
          <span>{heading}</span>
        </span>
      ) : (
        heading
      )}
    </th>
  )
}
