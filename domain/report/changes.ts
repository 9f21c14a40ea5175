import type { Language } from '../language.ts'
import type { DifferenceFacts, ReportedChanges } from './changes-facts.ts'
import { type End, knownAt } from './changes-known.ts'
import { changedAccounts, changedAttachments, changedConnections } from './changes-listed.ts'
import { changedServices } from './changes-services.ts'
import { changedShares } from './changes-shares.ts'
import { closing, noReadingKey } from './closing.ts'
import type { Block, Line, ReportDocument, Section, Words } from './document.ts'
import { framed, type Row } from './frame.ts'
import { markOf } from './source-words.ts'

/** A report of what changed between two days, and nothing else. */
export const composeDifference = (
  facts: DifferenceFacts,
  language: Language,
  words: Words,
  factsSha256: string,
): ReportDocument => {
  const { changes, chosen } = facts
  return framed(facts, language, words, {
    title: words.t('reports.difference.title'),
    titleOf: words.t('reports.difference.titleOf', { organisation: facts.organisation.name }),
    about: [
      { term: words.t('reports.difference.period'), lines: periodLines(changes, words) },
      ...(chosen
        ? [
            {
              term: words.t('reports.document.cover.services'),
              lines: [{ text: chosen.map((service) => words.t(`services.${service}.name`)).join(', ') }],
            },
          ]
        : []),
    ],
    foot: words.t('reports.difference.promise'),
    sections: [
      ...changesSections(changes, words, { isAll: true, isNarrowed: chosen !== undefined }),
      ...closing(facts, factsSha256, words, earlierReading(changes, words)),
    ],
  })
}

/** The annex names the reading at the end of the period by itself. */
const earlierReading = ({ from }: ReportedChanges, words: Words): Row[] =>
  from.reading === null
    ? []
    : [
        {
          term: words.t('reports.difference.earlierReading'),
          lines: [readingLine(from, words), { text: from.reading.id, style: 'mono' }],
        },
      ]

const periodLines = ({ from, to }: ReportedChanges, words: Words): Line[] => [
  {
    text: words.t('reports.difference.fromTo', {
      from: words.date(from.at, 'minute'),
      to: words.date(to.at, 'minute'),
    }),
  },
  readingLine(from, words),
  readingLine(to, words),
]

/** The reading in force at one end: the source of all that is said of it. */
const readingLine = (end: End, words: Words): Line => ({
  text: end.reading
    ? words.t('reports.document.readingFinished', {
        sequence: end.reading.sequence,
        at: words.date(end.reading.finishedAt, 'minute'),
      })
    : words.t(noReadingKey({ asOf: end.at })),
  style: 'quiet',
  mark: markOf(knownAt(end), words),
})

/** What changed, as one section of a report; the first page of its own report (`isAll`) has the contents too. */
export const changesSections = (
  changes: ReportedChanges,
  words: Words,
  { isAll = false, isNarrowed }: { isAll?: boolean; isNarrowed: boolean },
): Section[] => {
  const isCompared = changes.from.reading !== null && changes.to.reading !== null
  return [
    {
      title: words.t('reports.difference.changed'),
      newPage: isAll,
      blocks: [
        {
          kind: 'paragraph',
          lines: [{ text: words.t('reports.difference.intro') }, ...periodLines(changes, words)],
        },
        ...notices(changes, words),
        ...halfStopped(changes, words),
        changedServices(changes, words),
        ...(isAll ? [{ kind: 'contents' as const, title: words.t('reports.document.contents') }] : []),
      ],
    },
    // Of what was not read nobody can say that nothing changed.
    ...(isCompared ? [compared(changes, words, isNarrowed)] : []),
  ]
}

/** Fewer devices that share is no erasure: what went over a token that is gone, Apple still holds. */
const halfStopped = ({ services, connections, to }: ReportedChanges, words: Words): Block[] => {
  const isNamed = (name: string, mark: Line['mark']): Line => ({
    text: words.t('reports.difference.halfStopped', { name }),
    ...(mark && { mark }),
  })
  const whole = services.filter(({ after }) => after.state === 'disabled')
  const lines = [
    ...whole.map(({ service, after }) =>
      isNamed(words.t(`services.${service}.name`), markOf(after.stateSource ?? knownAt(to), words)),
    ),
    // Of a service that goes on sharing only its connections tell it.
    ...connections
      .filter(({ service }) => !whole.some((each) => each.service === service))
      .flatMap(({ name, facts }) =>
        facts
          .filter(({ key, after }) => key === 'standing' && after === 'disabled')
          .map(({ source }) => isNamed(name, markOf(source ?? knownAt(to), words))),
      ),
  ]
  if (lines.length === 0) return []
  return [
    {
      kind: 'notice',
      tone: 'loud',
      title: words.t('states.disabled'),
      lines,
    },
  ]
}

const note = (key: string, words: Words): Block => ({
  kind: 'paragraph',
  lines: [{ text: words.t(`readings.difference.${key}`), style: 'quiet' }],
})

const compared = (changes: ReportedChanges, words: Words, isNarrowed: boolean): Section => ({
  title: words.t('reports.difference.detail'),
  newPage: false,
  blocks: [
    { kind: 'heading', text: words.t('readings.difference.connectionsTitle') },
    ...changedConnections(changes, words),
    { kind: 'heading', text: words.t('readings.difference.accountsTitle') },
    ...(isNarrowed
      ? [note('accountsOfAll', words)]
      : [note('accountsNote', words), ...changedAccounts(changes, words)]),
    { kind: 'heading', text: words.t('readings.difference.attachmentsTitle') },
    note(isNarrowed ? 'attachmentsOfSome' : 'attachmentsNote', words),
    ...changedAttachments(changes, words),
    { kind: 'heading', text: words.t('readings.difference.sharesTitle') },
    ...changedShares(changes, words),
    ...(isNarrowed ? [note('handedOverOfAll', words)] : []),
    ...(changes.isCut ? [{ kind: 'paragraph' as const, lines: [cutLine(words)] }] : []),
  ],
})

const cutLine = (words: Words): Line => ({
  text: words.t('readings.difference.cut'),
  mark: markOf({ grade: 'unverifiable' }, words),
})

/** What keeps the two ends from being compared, or leaves nothing to compare. */
const notices = ({ from, to }: ReportedChanges, words: Words): Block[] => {
  const notice = (key: string, mark: Line['mark']): Block => ({
    kind: 'notice',
    tone: 'quiet',
    title: words.t(`reports.difference.${key}`),
    lines: [{ text: words.t(`reports.difference.${key}Means`), ...(mark && { mark }) }],
  })
  if (from.reading === null || to.reading === null)
    return [notice('notCompared', markOf({ grade: 'unverifiable' }, words))]
  return from.reading.id === to.reading.id
    ? [notice('sameReading', markOf({ grade: 'observed' }, words))]
    : []
}
