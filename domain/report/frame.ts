import { grades } from '../grade.ts'
import type { Language } from '../language.ts'
import type { Block, Line, ReportDocument, Section, Words } from './document.ts'
import type { Headed } from './reported.ts'

/** A term and what stands under it. */
export type Row = { term: string; lines: Line[] }

type Framed = {
  title: string
  /** The title at the head of every page, where it is too long for that line. */
  shortTitle?: string
  /** The title with whose it is, for whoever sees it in a list of files. */
  titleOf: string
  /** What the cover says of this kind of report, between whose it is and when it was composed. */
  about: Row[]
  foot: string
  sections: Section[]
}

/** What is the same about every report: its cover, its running lines, and whether it is a draft. */
export const framed = (
  facts: Headed,
  language: Language,
  words: Words,
  { title, shortTitle = title, titleOf, about, foot, sections }: Framed,
): ReportDocument => ({
  language,
  title: titleOf,
  author: facts.organisation.name,
  cover: {
    logo: facts.organisation.logo
      ? { kind: 'logo', ...facts.organisation.logo, alt: facts.organisation.name }
      : null,
    kicker: words.t('reports.document.product'),
    title,
    subject: facts.organisation.name,
    rows: coverRows(facts, about, words),
    foot,
  },
  running: {
    left: `${shortTitle} · ${shortened(facts.organisation.name)}`,
    right: words.t(`reports.document.confidentiality.${facts.confidentiality}`),
    page: words.t('reports.document.page'),
    of: words.t('reports.document.pageOf'),
  },
  watermark: facts.state === 'draft' ? words.t('reports.document.state.draft') : null,
  sections,
})

/** A page's header has one line. */
const headerLength = 70
const shortened = (name: string): string => {
  const characters = [...name]
  return characters.length > headerLength ? `${characters.slice(0, headerLength).join('')}…` : name
}

const coverRows = (facts: Headed, about: Row[], words: Words): Row[] => {
  const { organisation } = facts
  const absent: Line = { text: words.t('reports.document.notStated'), style: 'quiet' }
  const row = (key: string, ...lines: Line[]): Row => ({
    term: words.t(`reports.document.cover.${key}`),
    lines,
  })
  return [
    row(
      'controller',
      ...(organisation.controllers.length > 0
        ? organisation.controllers.map((text) => ({ text }))
        : [absent]),
    ),
    row('country', { text: words.country(organisation.country) }),
    ...(organisation.address ? [row('address', { text: organisation.address })] : []),
    row(
      'dataProtectionOfficer',
      organisation.dataProtectionOfficer ? { text: organisation.dataProtectionOfficer } : absent,
    ),
    ...about,
    row('composed', {
      text: words.t('reports.document.composedBy', {
        at: words.date(facts.composedAt, 'minute'),
        by: facts.composedBy,
      }),
    }),
    row('version', { text: words.t(`reports.document.state.${facts.state}`) }),
    ...(facts.approved
      ? [
          row(
            'approved',
            {
              text: words.t('reports.document.approvedBy', {
                by: facts.approved.by,
                at: words.date(facts.approved.at, 'minute'),
              }),
            },
            ...(facts.approved.note === null ? [] : [{ text: facts.approved.note, style: 'quiet' as const }]),
          ),
        ]
      : []),
    row('confidentiality', { text: words.t(`reports.document.confidentiality.${facts.confidentiality}`) }),
  ]
}

/**
 * How every report ends: what the marks of grades mean, and by what it can be checked; `beside` is what a kind of report
 * adds to that. `factsSha256` is the hash of `freeze(facts)`.
 */
export const closing = (facts: Headed, factsSha256: string, words: Words, beside: Row[] = []): Section[] => [
  { title: words.t('reports.document.legend.title'), newPage: false, blocks: legend(words) },
  {
    title: words.t('reports.document.annex.title'),
    newPage: false,
    blocks: annex(facts, factsSha256, beside, words),
  },
]

const legend = (words: Words): Block[] => [
  { kind: 'paragraph', lines: [{ text: words.t('reports.document.legend.intro') }] },
  {
    kind: 'table',
    caption: words.t('reports.document.legend.caption'),
    columns: [
      { title: words.t('reports.document.legend.grade'), share: 2 },
      { title: words.t('reports.document.legend.meaning'), share: 6 },
    ],
    rows: grades.map((grade) => [
      [{ text: words.t(`grades.${grade}.name`), style: 'strong', mark: { grade, alt: '' } }],
      [{ text: words.t(`grades.${grade}.meaning`) }],
    ]),
  },
]

const annex = (
  { reportId, version, reading, auditHead }: Headed,
  factsSha256: string,
  beside: Row[],
  words: Words,
): Block[] => {
  const row = (key: string, ...lines: Line[]): Row => ({
    term: words.t(`reports.document.annex.${key}`),
    lines,
  })
  return [
    {
      kind: 'definitions',
      rows: [
        row('report', { text: reportId, style: 'mono' }),
        row(
          'facts',
          { text: words.t('reports.document.annex.factsForm', { version }) },
          { text: factsSha256, style: 'mono' },
        ),
        ...beside,
        row(
          'reading',
          ...(reading
            ? [
                {
                  text: words.t('reports.document.annex.readingSpan', {
                    sequence: reading.sequence,
                    from: words.date(reading.startedAt, 'minute'),
                    to: words.date(reading.finishedAt, 'minute'),
                  }),
                },
                { text: reading.id, style: 'mono' as const },
              ]
            : [{ text: words.t('reports.document.noReading') }]),
        ),
        row(
          'auditHead',
          ...(auditHead
            ? [
                { text: words.t('reports.document.annex.auditEvent', { sequence: auditHead.sequence }) },
                { text: auditHead.hash, style: 'mono' as const },
              ]
            : [{ text: words.t('reports.document.annex.noAuditHead') }]),
        ),
      ],
    },
    { kind: 'paragraph', lines: [{ text: words.t('reports.document.annex.verify') }] },
  ]
}
