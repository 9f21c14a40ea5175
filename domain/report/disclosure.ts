import type { Language } from '../language.ts'
import { closingSections } from './disclosure-closing.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import { serviceSection } from './disclosure-service.ts'
import { summarySection } from './disclosure-summary.ts'
import type { ReportDocument, Words } from './document.ts'
import { framed } from './frame.ts'

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
  return framed(facts, language, words, {
    title: words.t('reports.document.title'),
    titleOf: words.t('reports.document.titleOf', { organisation: organisation.name }),
    about: [
      {
        term: words.t('reports.document.cover.reading'),
        lines: [
          {
            text: reading
              ? words.t('reports.document.readingFinished', {
                  sequence: reading.sequence,
                  at: words.date(reading.finishedAt, 'minute'),
                })
              : words.t('reports.document.noReading'),
          },
        ],
      },
    ],
    foot: words.t('reports.document.promise'),
    sections: [
      summarySection(facts, words),
      ...facts.services.map((service, index) => serviceSection(service, index === 0, facts, language, words)),
      ...closingSections(facts, factsSha256, language, words),
    ],
  })
}
