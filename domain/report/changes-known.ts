import type { Source } from '../grade.ts'
import type { ReportedChanges } from './changes-facts.ts'
import type { Line, Words } from './document.ts'
import { markOf } from './source-words.ts'

/** One end of the time that is compared. */
export type End = ReportedChanges['from']

/** How it is known what stood at one end. */
export const knownAt = ({ reading }: End): Source =>
  reading
    ? { grade: 'observed', reading: reading.id, at: reading.finishedAt }
    : { grade: 'unverifiable', why: 'inventory.why.notRead' }

/** The mark of what two readings found otherwise, as the later one tells it. */
export const comparedMark = ({ to }: ReportedChanges, words: Words): NonNullable<Line['mark']> =>
  markOf(knownAt(to), words)

/** What stands for a number that nobody counted, whatever kept it from being counted. */
export const uncounted = (words: Words): Line => ({
  text: words.t('reports.document.notKnown'),
  style: 'quiet',
  mark: markOf({ grade: 'unverifiable' }, words),
})
