import type { Grade } from '../grade.ts'
import type { Language } from '../language.ts'
import type { ReportedState } from './reported.ts'

/**
 * The words of one language, handed in so that composing stays pure. `date` takes an ISO 8601 instant,
 * told in the organisation's time zone, where `minute` and `second` print the time of day and the zone too; or a day, which is
 * printed as it is. `t` throws on a key without words.
 */
export type Words = {
  t: (key: string, values?: Record<string, string | number>) => string
  date: (at: string, precision: 'day' | 'minute' | 'second') => string
  number: (value: number) => string
  country: (code: string) => string
}

/**
 * One run of text. `mono` is for keys, ids and hashes, `quiet` for what stands beside a statement, `figure`
 * for a count. `parts`: the same text in pieces, where keys stand among words. `mark` is the grade drawn before the text, `state` the state's shape and colour; both repeat in
 * words for those who cannot see them. `language` is set where the text is not in the document's language.
 */
export type Line = {
  text: string
  style?: 'mono' | 'quiet' | 'strong' | 'figure'
  parts?: { text: string; isKey: boolean }[]
  mark?: { grade: Grade; alt: string }
  state?: ReportedState
  language?: Language
}

/** A column's share of the width is relative to the other columns'. */
export type Column = { title: string; share: number; align?: 'end' }
export type Cell = Line[]

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; lines: Line[] }
  /** `ordered`: numbered from 1, where the order is part of what is said. */
  | { kind: 'list'; items: Line[][]; ordered?: true }
  /** Numbered from 1 in this order. */
  | { kind: 'notes'; items: string[] }
  | { kind: 'definitions'; rows: { term: string; lines: Line[] }[] }
  | { kind: 'figures'; items: { figure: Line; label: string }[] }
  /** Without a caption where the heading right above says what it is of. */
  | { kind: 'table'; caption?: string; columns: Column[]; rows: Cell[][] }
  /** A list of thousands, one short text a cell: what a table can do is paid for in memory. */
  | { kind: 'rows'; caption: string; columns: Column[]; rows: string[][] }
  | { kind: 'notice'; tone: 'loud' | 'quiet'; title: string; lines: Line[] }
  /** Bands from column to column, each as wide as its size; `alt` says all of it in words. */
  | {
      kind: 'flow'
      columns: { id: string; label: string }[][]
      bands: { nodes: string[]; size: number; tone: 'sharing' | 'half-stopped' }[]
      alt: string
    }
  | { kind: 'contents'; title: string }

/** `together`: it stays on one page, which it has to fit on. */
export type Section = { title: string; newPage: boolean; together?: true; blocks: Block[] }

/** A report ready to be drawn: words in order, no markup, no layout. Plain JSON. */
export type ReportDocument = {
  language: Language
  title: string
  author: string
  cover: {
    /** A PNG in base64, with how many pixels it has. */
    logo: { kind: 'logo'; png: string; width: number; height: number; alt: string } | null
    kicker: string
    title: string
    subject: string
    rows: { term: string; lines: Line[] }[]
    foot: string
  }
  running: { left: string; right: string; page: string; of: string }
  watermark: string | null
  sections: Section[]
}
