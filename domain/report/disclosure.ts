import type { Language } from '../language.ts'
import { closingSections } from './disclosure-closing.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import { serviceSection } from './disclosure-service.ts'
import { summarySection } from './disclosure-summary.ts'
import type { Line, ReportDocument, Words } from './document.ts'

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
  const title = words.t('reports.document.title')
  return {
    language,
    title: words.t('reports.document.titleOf', { organisation: facts.organisation.name }),
    author: facts.organisation.name,
    cover: {
      kicker: words.t('reports.document.product'),
      title,
      subject: facts.organisation.name,
      rows: coverRows(facts, words),
      foot: words.t('reports.document.promise'),
    },
    running: {
      left: `${title} · ${shortened(facts.organisation.name)}`,
      right: words.t(`reports.document.confidentiality.${facts.confidentiality}`),
      page: words.t('reports.document.page'),
      of: words.t('reports.document.pageOf'),
    },
    watermark: facts.state === 'draft' ? words.t('reports.document.state.draft') : null,
    sections: [
      summarySection(facts, words),
      ...facts.services.map((service, index) => serviceSection(service, index === 0, facts, language, words)),
      ...closingSections(facts, factsSha256, language, words),
    ],
  }
}

/** A page's header has one line. */
const headerLength = 70
export const shortened = (name: string): string => {
  const characters = [...name]
  return characters.length > headerLength ? `${characters.slice(0, headerLength).join('')}…` : name
}

const coverRows = (facts: DisclosureFacts, words: Words): { term: string; lines: Line[] }[] => {
  const { organisation, reading } = facts
  const absent: Line = { text: words.t('reports.document.notStated'), style: 'quiet' }
  const row = (key: string, ...lines: Line[]) => ({ term: words.t(`reports.document.cover.${key}`), lines })
  return [
    row(
      'controller',
      ...(organisation.controllers.length > 0
        ? organisation.controllers.map((name) => ({ text: name }))
        : [absent]),
    ),
    row('country', { text: words.country(organisation.country) }),
    ...(organisation.address ? [row('address', { text: organisation.address })] : []),
    row(
      'dataProtectionOfficer',
      organisation.dataProtectionOfficer ? { text: organisation.dataProtectionOfficer } : absent,
    ),
    row(
      'reading',
      reading
        ? {
            text: words.t('reports.document.readingFinished', {
              sequence: reading.sequence,
              at: words.date(reading.finishedAt, 'minute'),
            }),
          }
        : { text: words.t('reports.document.noReading') },
    ),
    row('composed', {
      text: words.t('reports.document.composedBy', {
        at: words.date(facts.composedAt, 'minute'),
        by: facts.composedBy,
      }),
    }),
    row('version', { text: words.t(`reports.document.state.${facts.state}`) }),
    row('confidentiality', { text: words.t(`reports.document.confidentiality.${facts.confidentiality}`) }),
  ]
}
