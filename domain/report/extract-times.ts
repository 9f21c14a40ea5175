import type { Line, Words } from './document.ts'
import type { ExtractSharing } from './extract-facts.ts'
import { markOf } from './source-words.ts'

// When something was shared, and over which connection.

type Apart = NonNullable<ExtractSharing['apart']>

/** Each connection with its own times: over one that is gone nothing is shared until now. */
export const overLines = (apart: Apart, words: Words): Line[] =>
  apart.flatMap(({ connection, spans }) =>
    spans.map((span) => {
      const { text, ...line } = spanLine(span, words)
      return { ...line, text: words.t('reports.extract.overFor', { connection, span: text }) }
    }),
  )

/** One time, with how it is known. */
export const spanLine = (span: ExtractSharing['spans'][number], words: Words): Line => ({
  text: spanWords(span, words),
  mark: markOf(span.source, words),
})

type Time = { since: string; isAtLeast: boolean; until: string | null }

export const spanWords = ({ since, isAtLeast, until }: Time, words: Words): string => {
  const from = words.t(`reports.extract.${isAtLeast ? 'fromAtLeast' : 'from'}`, {
    at: words.date(since, 'day'),
  })
  return until === null
    ? words.t('reports.extract.untilNow', { from })
    : words.t('reports.extract.until', { from, until: words.date(until, 'day') })
}
