import type { Language } from '../language.ts'
import { changesSections } from './changes.ts'
import { noReadingKey } from './closing.ts'
import { closingSections } from './disclosure-closing.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import { flowSections } from './disclosure-flow.ts'
import { inForceSections } from './disclosure-in-force.ts'
import { serviceSection } from './disclosure-service.ts'
import { summarySection } from './disclosure-summary.ts'
import type { ReportDocument, Words } from './document.ts'
import { framed, type Row } from './frame.ts'

/**
 * What a disclosure report says, from frozen facts and the words of one language: the same facts and words
 * always give the same document. Nothing is left out: a gap is printed as a gap. `factsSha256` is the hash of
 * `freeze(facts)`, in hexadecimal, by which a reader can check the embedded data.
 */
export const composeDisclosure = (
  facts: DisclosureFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const { organisation, reading } = facts
  const flow = flowSections(facts, words)
  const titles = facts.kind === 'state' ? 'reports.state' : 'reports.document'
  return framed(facts, language, words, {
    title: words.t(`${titles}.title`),
    titleOf: words.t(`${titles}.titleOf`, { organisation: organisation.name }),
    about: [
      ...told(facts, words),
      {
        term: words.t('reports.document.cover.reading'),
        lines: [
          {
            text: reading
              ? words.t('reports.document.readingFinished', {
                  sequence: reading.sequence,
                  at: words.date(reading.finishedAt, 'minute'),
                })
              : words.t(noReadingKey(facts)),
          },
        ],
      },
    ],
    foot: words.t('reports.document.promise'),
    sections: [
      summarySection(facts, words),
      ...flow,
      // Behind the picture's table, which may end at the top of a page, the services go on.
      ...facts.services.map((service, index) =>
        serviceSection(service, index === 0 && flow.length === 0, facts, language, words),
      ),
      ...(facts.changes
        ? changesSections(facts.changes, words, { isNarrowed: facts.chosen !== undefined })
        : []),
      ...inForceSections(facts, words),
      ...closingSections(facts, factsSha256, language, words),
    ],
  })
}

const dayMs = 86_400_000

/** The moment a report speaks of, how old the reading in force then was, and the services it was narrowed to. */
export const told = (
  { kind, asOf, composedAt, chosen, reading, organisation, changes }: DisclosureFacts,
  words: Words,
): Row[] => {
  const at = asOf ?? composedAt
  const row = (key: string, ...lines: Row['lines']): Row => ({
    term: words.t(`reports.document.cover.${key}`),
    lines,
  })
  const days = reading ? Math.floor((Date.parse(at) - Date.parse(reading.finishedAt)) / dayMs) : 0
  return [
    ...(asOf || kind === 'state'
      ? [
          row(
            'asOf',
            { text: words.date(at, 'minute') },
            { text: words.t('reports.state.timeZone', { timeZone: organisation.timeZone }), style: 'quiet' },
            ...(reading ? [{ text: words.t('reports.state.age', { days }), style: 'quiet' as const }] : []),
          ),
        ]
      : []),
    ...(changes
      ? [
          row('changes', {
            text: words.t('reports.difference.fromTo', {
              from: words.date(changes.from.at, 'minute'),
              to: words.date(changes.to.at, 'minute'),
            }),
          }),
        ]
      : []),
    ...(chosen
      ? [
          row('services', {
            text: chosen.map((service) => words.t(`services.${service}.name`)).join(', '),
          }),
        ]
      : []),
  ]
}
