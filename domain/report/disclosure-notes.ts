import type { DisclosedElement, DisclosureFacts } from './disclosure-facts.ts'
import type { Line, Words } from './document.ts'

/** The notes of the whole report: those that several rows share are written once, in the order first needed. */
export const notesOf = ({ services }: DisclosureFacts): string[] => [
  ...new Set(
    services
      .flatMap(({ elements }) => elements)
      .flatMap((element) => [
        element.directionNote,
        ...element.annotations,
        ...(isNoteTheSource(element) ? [] : [element.counts.why]),
      ]),
  ),
]

/** Of what cannot be counted the source says why: no note repeats it. */
export const isNoteTheSource = ({ counts, populationSource }: DisclosedElement): boolean =>
  populationSource.grade === 'unverifiable' && populationSource.why === counts.why

/** Which notes stand beside a row, by their numbers. */
export const noteLine = (keys: string[], notes: string[], words: Words): Line => ({
  text: words.t('reports.document.notes.some', {
    count: keys.length,
    numbers: keys
      .map((key) => notes.indexOf(key) + 1)
      .toSorted((a, b) => a - b)
      .map(words.number)
      .join(', '),
  }),
  style: 'quiet',
})
