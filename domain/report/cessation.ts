import type { Language } from '../language.ts'
import type { CeasedConnection, CeasedVerdict, CessationFacts } from './cessation-facts.ts'
import { cessationRecord } from './cessation-record.ts'
import { gradeOf, stateOf, verdictRow } from './cessation-verdicts.ts'
import { byEdition, recipientWords } from './disclosure-legal.ts'
import type { Block, Line, ReportDocument, Section, Words } from './document.ts'
import { framed, type Row } from './frame.ts'
import { markOf, sourceLine } from './source-words.ts'

/**
 * What a certificate of cessation says, from frozen facts and the words of one language: what a case ended, on whose
 * word, how each half of it is known and what is not. It never says that all data were deleted. `factsSha256` is the
 * hash of `freeze(facts)`.
 */
export const composeCessation = (
  facts: CessationFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const { organisation, offboarding, connections } = facts
  return framed(facts, language, words, {
    title: words.t('reports.cessation.title'),
    titleOf: words.t('reports.cessation.titleOf', { organisation: organisation.name }),
    about: [caseRow(offboarding, connections, words)],
    foot: words.t('reports.cessation.promise'),
    sections: [summary(facts, words), ...cessationRecord(facts, factsSha256, words)],
  })
}

/** Which case a report is about: by what it ends, who opened it and when, and its id. */
export const caseRow = (
  { id, startedBy: by, startedAt }: { id: string; startedBy: string; startedAt: string },
  connections: readonly { name: string }[],
  words: Words,
): Row => ({
  term: words.t('reports.document.cover.case'),
  lines: [
    {
      text: words.t('offboardings.named', {
        name: connections[0]?.name ?? '',
        count: connections.length,
        others: connections.length - 1,
      }),
    },
    { text: words.t('reports.cessation.caseOf', { by, at: words.date(startedAt, 'day') }) },
    { text: id, style: 'mono' },
  ],
})

/** Page two: each verdict with both its halves, and what is left to doubt. */
const summary = (facts: CessationFacts, words: Words): Section => ({
  title: words.t('reports.document.summary.title'),
  newPage: true,
  blocks: [
    { kind: 'paragraph', lines: [{ text: headline(facts, words), style: 'strong' }] },
    ...receivedBy(facts, words),
    ...notStopped(facts, words),
    {
      kind: 'table',
      caption: words.t('reports.cessation.verdicts'),
      columns: [
        { title: words.t('reports.document.column.connection'), share: 3 },
        { title: words.t('reports.cessation.inIntune'), share: 4 },
        { title: words.t('reports.cessation.account'), share: 5 },
        { title: words.t('reports.cessation.verdict'), share: 4 },
      ],
      rows: facts.connections.map((connection) => verdictRow(connection, facts, words)),
    },
    { kind: 'heading', text: words.t('reports.cessation.services') },
    { kind: 'paragraph', lines: [{ text: words.t('reports.cessation.servicesNote'), style: 'quiet' }] },
    { kind: 'list', items: facts.services.map((service) => serviceLines(service, words)) },
    {
      kind: 'notice',
      tone: 'quiet',
      title: words.t('reports.cessation.doesNotSay'),
      lines: [{ text: words.t('reports.cessation.notAllDeleted') }],
    },
    { kind: 'contents', title: words.t('reports.document.contents') },
  ],
})

const receivedBy = (facts: CessationFacts, words: Words): Block[] =>
  facts.recipient
    ? [
        {
          kind: 'definitions',
          rows: [
            {
              term: words.t('reports.cessation.recipient'),
              lines: [
                { text: recipientWords(facts.recipient, facts.organisation, words) },
                sourceLine(byEdition(facts.recipient, words), facts, words),
              ],
            },
          ],
        },
      ]
    : []

const isOver = (verdict: CeasedVerdict): boolean => verdict === 'stopped' || verdict === 'accountKept'

const headline = ({ connections, organisation, offboarding }: CessationFacts, words: Words): string => {
  const over = connections.map(({ verdict }) => verdict).filter(isOver)
  const [only, ...others] = new Set(over)
  return words.t(`reports.cessation.headline.${offboarding.finishedAt === null ? 'draft' : 'final'}`, {
    organisation: organisation.name,
    stopped: over.length,
    of: connections.length,
    how: others.length === 0 ? (only ?? 'either') : 'either',
  })
}

/** What did not stop is said loudest; what was left out and ended since is none of these, nor of what stopped. */
const notStopped = ({ connections }: CessationFacts, words: Words): Block[] => {
  const notice = (title: 'notStopped' | 'leftOutOfCase', of: readonly CeasedConnection[]): Block[] =>
    of.length === 0
      ? []
      : [
          {
            kind: 'notice',
            tone: 'loud',
            title: words.t(`reports.cessation.${title}`, { count: of.length }),
            lines: of.map(({ name, verdict }) => ({
              text: words.t('reports.cessation.named', {
                name,
                is: words.t(`reports.cessation.means.${verdict}`),
              }),
              mark: markOf({ grade: gradeOf[verdict] }, words),
            })),
          },
        ]
  const isElsewhere = ({ verdict }: CeasedConnection) => verdict === 'leftOut'
  return [
    ...notice(
      'notStopped',
      connections.filter((each) => !isOver(each.verdict) && !isElsewhere(each)),
    ),
    ...notice('leftOutOfCase', connections.filter(isElsewhere)),
  ]
}

const serviceLines = (
  { service, verdict, others }: CessationFacts['services'][number],
  words: Words,
): Line[] => [
  {
    text: words.t('reports.cessation.named', {
      name: words.t(`services.${service}.name`),
      is: words.t(`reports.cessation.is.${verdict}`),
    }),
    state: stateOf[verdict],
    mark: markOf({ grade: gradeOf[verdict] }, words),
  },
  ...(others > 0
    ? [{ text: words.t('reports.cessation.others', { count: others }), style: 'quiet' as const }]
    : []),
]
