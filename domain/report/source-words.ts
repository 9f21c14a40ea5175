import type { Grade, Source, Statement } from '../grade.ts'
import type { Line, Words } from './document.ts'
import type { Headed } from './reported.ts'

/** The readings that a report knows by their number. */
type Known = Pick<Headed, 'reading' | 'citedReadings'>

/** Where a statement comes from, in words: edition and row, reading and time, who said so, or why nobody can check. */
const sourceWords = (source: Source, { reading, citedReadings = [] }: Known, words: Words): string => {
  switch (source.grade) {
    case 'documented':
      return words.t('grades.documented.source', { edition: source.edition, row: source.row })
    case 'observed': {
      const at = words.date(source.at, 'day')
      const known = [reading, ...citedReadings].find((each) => each?.id === source.reading)
      return known
        ? words.t('grades.observed.source', { reading: known.sequence, at })
        : words.t('grades.observed.otherSource', { reading: source.reading, at })
    }
    case 'confirmed':
      return words.t('grades.confirmed.source', { api: source.api, at: words.date(source.at, 'day') })
    case 'stated':
      return source.evidence
        ? words.t('grades.stated.sourceWithEvidence', {
            by: source.by,
            at: words.date(source.at, 'day'),
            evidence: source.evidence,
          })
        : words.t('grades.stated.source', { by: source.by, at: words.date(source.at, 'day') })
    case 'unverifiable':
      return words.t(source.why)
  }
}

/** The mark drawn before a statement, with the grade's name for those who cannot see it. */
export const markOf = ({ grade }: Source | { grade: Grade }, words: Words): NonNullable<Line['mark']> => ({
  grade,
  alt: words.t(`grades.${grade}.name`),
})

/** A source as a quiet line of its own, its mark first. */
export const sourceLine = (source: Source, facts: Known, words: Words): Line => ({
  text: sourceWords(source, facts, words),
  style: 'quiet',
  mark: markOf(source, words),
})

/** A count with its mark. An unknown count is a word, never a zero. */
export const countLine = (statement: Statement<number | null>, words: Words): Line =>
  statement.value === null
    ? {
        text: words.t('reports.document.notKnown'),
        style: 'quiet',
        mark: markOf(statement.source, words),
      }
    : { text: words.number(statement.value), style: 'figure', mark: markOf(statement.source, words) }
