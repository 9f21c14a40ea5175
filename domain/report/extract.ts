import type { Language } from '../language.ts'
import { services } from '../service.ts'
import { closing } from './closing.ts'
import { legalBlocks } from './disclosure-legal.ts'
import { reviewTable } from './disclosure-reviews.ts'
import type { Line, ReportDocument, Section, Words } from './document.ts'
import type { ExtractFacts, ExtractField } from './extract-facts.ts'
import { concerned, purposes } from './extract-fields.ts'
import { deviceSection, sharingTable } from './extract-sharing.ts'
import { summarySection } from './extract-summary.ts'
import { overLines } from './extract-times.ts'
import { fieldsInWords } from './fields-in-words.ts'
import { editionRow, framed, type Row } from './frame.ts'
import { sourceLine } from './source-words.ts'

/**
 * What is told to a person who asks for access to their data (GDPR Art. 15): in the order of its points, with every field
 * of Microsoft's page that concerns them or a device of theirs, and a plain word on what Pomona does not know.
 */
export const composeExtract = (
  facts: ExtractFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const isKnown = facts.subject.kind !== 'nobody'
  const section = (key: string, blocks: Section['blocks']): Section => ({
    title: words.t(`reports.extract.${key}.title`),
    newPage: false,
    blocks,
  })
  return framed(facts, language, words, {
    title: words.t('reports.extract.title'),
    titleOf: words.t('reports.extract.titleOf', { organisation: facts.organisation.name }),
    about: [
      row('person', words, { text: subjectName(facts) }),
      row(
        'request',
        words,
        {
          text: words.t('reports.extract.cover.requested', {
            at: words.date(facts.request.receivedOn, 'day'),
          }),
        },
        { text: words.t('reports.extract.article'), style: 'quiet' },
      ),
    ],
    foot: words.t('reports.extract.promise'),
    sections: [
      summarySection(facts, subjectName(facts), words),
      ...(isKnown
        ? [
            section('subject', [{ kind: 'definitions', rows: identifiers(facts, words) }]),
            // Most of what is shared about somebody is shared about a device of theirs.
            ...(facts.devices.length === 0 ? [] : [deviceSection(facts, language, words)]),
            section('own', ownBlocks(facts, language, words)),
            section('fields', [
              purposes(facts, words),
              paragraph('fields.intro', words),
              ...fieldsInWords(
                concerned(facts),
                words.t('reports.extract.fields.caption'),
                language,
                facts,
                words,
              ),
            ]),
            section('reviews', [
              paragraph('reviews.intro', words),
              ...reviewsOf(concerned(facts), facts, language, words),
            ]),
          ]
        : [section('nobody', [paragraph('nobody.sentence', words)])]),
      section('recipient', legalBlocks(facts, words)),
      section('rights', [
        { kind: 'list', items: rights.map((key) => [{ text: words.t(`reports.extract.rights.${key}`) }]) },
      ]),
      section('origin', [
        { kind: 'list', items: origin.map((key) => [{ text: words.t(`reports.extract.origin.${key}`) }]) },
      ]),
      section('elsewhere', [
        paragraph('elsewhere.intro', words),
        {
          kind: 'list',
          items: elsewhere.map((key) => [{ text: words.t(`reports.extract.elsewhere.${key}`) }]),
        },
      ]),
      ...closing(facts, factsSha256, words, [
        editionRow(facts, words),
        row('requestId', words, { text: facts.request.id, style: 'mono' }),
      ]),
    ],
  })
}

/** GDPR Art. 15(1)(e) and (f), with Art. 7 and 21 where they hold. */
const rights = ['rectification', 'erasure', 'restriction', 'objection', 'complaint', 'how'] as const

/** What may reach Apple by other ways than Intune: none of it is in what Pomona reads. */
const elsewhere = ['federation', 'device', 'ownAccount', 'purchases'] as const

/** GDPR Art. 15(1)(g) and (h). */
const origin = ['from', 'decisions'] as const

const row = (key: string, words: Words, ...lines: Line[]): Row => ({
  term: words.t(`reports.extract.cover.${key}`),
  lines,
})

const paragraph = (key: string, words: Words): Section['blocks'][number] => ({
  kind: 'paragraph',
  lines: [{ text: words.t(`reports.extract.${key}`) }],
})

/** Nobody is known behind a device that alone was asked for: nothing can be told of a person then. */
const ownBlocks = (facts: ExtractFacts, language: Language, words: Words): Section['blocks'] =>
  facts.subject.kind === 'device'
    ? [paragraph('own.nobody', words)]
    : [
        ...namedBlocks(facts, words),
        paragraph('own.intro', words),
        ...sharingTable(facts.own, words.t('reports.extract.own.caption'), facts, language, words),
      ]

/** An Apple ID is told wherever a connection names it, though Microsoft's page has no field for most of them. */
const namedBlocks = ({ namedOn = [] }: ExtractFacts, words: Words): Section['blocks'] =>
  namedOn.length === 0
    ? []
    : [
        paragraph('own.named', words),
        {
          kind: 'list',
          items: namedOn.map(({ connection, service, spans }) => {
            const of = `${connection} (${words.t(`services.${service}.short`)})`
            return overLines([{ connection: of, spans }], words)
          }),
        },
      ]

/** How whom it is about is called: as they are known, else as they were asked for. */
const subjectName = ({ subject, request }: ExtractFacts): string => {
  if (subject.kind === 'person') {
    return subject.name ?? subject.userPrincipalName ?? subject.email ?? request.about
  }
  return subject.kind === 'account' ? subject.appleId : request.about
}

/** What the person is known by in Intune and the directory, as last read. */
const identifiers = (facts: ExtractFacts, words: Words): Row[] => {
  const { subject, request } = facts
  const known: [string, string | null, 'mono'?][] = [['about', request.about]]
  if (subject.kind === 'person') {
    known.push(
      ['name', subject.name],
      ['userPrincipalName', subject.userPrincipalName],
      ['email', subject.email],
      ['entraId', subject.entraId, 'mono'],
    )
  }
  if (subject.kind === 'account') known.push(['appleId', subject.appleId])
  return known.map(([key, value, style]) => ({
    term: words.t(`reports.extract.subject.${key}`),
    lines: [
      value === null
        ? { text: words.t('reports.document.notKnown'), style: 'quiet' }
        : { text: value, ...(style && { style }) },
      ...(key === 'about' || subject.kind === 'nobody' ? [] : [sourceLine(subject.source, facts, words)]),
    ],
  }))
}

/** Where the controller keeps its impact assessment is no answer to a person. */
const withoutAssessment = (field: ExtractField): ExtractField =>
  field.review ? { ...field, review: { ...field.review, dpia: null } } : field

const reviewsOf = (
  fields: readonly ExtractField[],
  facts: ExtractFacts,
  language: Language,
  words: Words,
): Section['blocks'] =>
  services.flatMap((service) =>
    reviewTable(
      { service, elements: fields.filter((field) => field.service === service).map(withoutAssessment) },
      facts,
      language,
      words,
    ),
  )
