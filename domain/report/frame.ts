import type { Language } from '../language.ts'
import type { Line, ReportDocument, Section, Words } from './document.ts'
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

/** Which edition of Microsoft's page a report cites, for its annex. */
export const editionRow = ({ edition }: { edition: { id: string; rows: number } }, words: Words): Row => ({
  term: words.t('reports.document.annex.edition'),
  lines: [
    { text: words.t('reports.document.annex.editionRows', { edition: edition.id, rows: edition.rows }) },
  ],
})

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
    ...(organisation.address
      ? [row('address', ...organisation.address.split(/\r?\n/).map((text) => ({ text })))]
      : []),
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
