import { grades } from '../grade.ts'
import type { Block, Line, Section, Words } from './document.ts'
import type { Row } from './frame.ts'
import type { Headed } from './reported.ts'

/** What closes a report that may speak of an earlier moment. */
type Told = Headed & { asOf?: string }

/** That nothing was read, of now or of the earlier moment a report speaks of. */
export const noReadingKey = ({ asOf }: { asOf?: string | undefined }): string =>
  `reports.document.${asOf === undefined ? 'noReading' : 'noReadingThen'}`

/**
 * How every report ends: what the marks of grades mean, and by what it can be checked; `beside` is what a kind of report
 * adds to that. `factsSha256` is the hash of `freeze(facts)`.
 */
export const closing = (facts: Told, factsSha256: string, words: Words, beside: Row[] = []): Section[] => [
  { title: words.t('reports.document.legend.title'), newPage: false, blocks: legend(words) },
  ...citedEvidence(facts, words),
  {
    title: words.t('reports.document.annex.title'),
    newPage: false,
    together: true,
    blocks: annex(facts, factsSha256, beside, words),
  },
]

const citedEvidence = ({ citedEvidence: cited = [] }: Headed, words: Words): Section[] =>
  cited.length === 0
    ? []
    : [
        {
          title: words.t('reports.document.annex.evidence'),
          newPage: false,
          blocks: [
            { kind: 'paragraph', lines: [{ text: words.t('reports.document.annex.evidenceIntro') }] },
            {
              kind: 'definitions',
              rows: cited.map(({ id, sha256 }) => ({
                term: words.t('reports.document.annex.piece'),
                lines: [
                  { text: id, style: 'mono' },
                  { text: sha256, style: 'mono' },
                ],
              })),
            },
          ],
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
  { reportId, version, reading, auditHead, verifyAt, asOf }: Told,
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
                    ...spanOf(reading, words),
                  }),
                },
                { text: reading.id, style: 'mono' as const },
              ]
            : [{ text: words.t(noReadingKey({ asOf })) }]),
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
    {
      kind: 'paragraph',
      lines: [{ text: words.t('reports.document.annex.verify', { address: verifyAt ?? '/verify' }) }],
    },
  ]
}

/** To the second where it began and ended within a minute. */
const spanOf = (
  { startedAt, finishedAt }: NonNullable<Headed['reading']>,
  words: Words,
): { from: string; to: string } => {
  const told = (precision: 'minute' | 'second') => ({
    from: words.date(startedAt, precision),
    to: words.date(finishedAt, precision),
  })
  const { from, to } = told('minute')
  return from === to ? told('second') : { from, to }
}
