import type { Grade } from '../grade.ts'
import { missedWords } from './ceased-assignments.ts'
import type { CeasedConnection, CeasedVerdict, CessationFacts } from './cessation-facts.ts'
import { leftWords, revokedWords, wentWords } from './cessation-left.ts'
import { sharedUntil } from './disclosed-account.ts'
import type { Cell, Line, Words } from './document.ts'
import type { ReportedState } from './reported.ts'
import { markOf, sourceLine } from './source-words.ts'

/** A verdict is known as well as the weaker of its halves: that an account ended is a word. */
export const gradeOf: Record<CeasedVerdict, Grade> = {
  stopped: 'stated',
  accountKept: 'stated',
  disabled: 'observed',
  notStopped: 'observed',
  unknown: 'unverifiable',
  leftOut: 'stated',
}

/** How a verdict is drawn. */
export const stateOf: Record<CeasedVerdict, ReportedState> = {
  stopped: 'stopped',
  accountKept: 'accountKept',
  disabled: 'disabled',
  notStopped: 'sharing',
  unknown: 'missing',
  leftOut: 'none',
}

/** Both halves of a connection's end, each with how it is known, and its verdict. */
export const verdictRow = (connection: CeasedConnection, facts: CessationFacts, words: Words): Cell[] => {
  const { name, service, gone, goneAt, leftOutBecause, verdict, appleId } = connection
  return [
    [
      { text: name, style: 'strong' },
      { text: words.t(`services.${service}.name`), style: 'quiet' },
    ],
    [
      {
        text:
          gone.value && goneAt
            ? words.t('reports.cessation.goneSince', { at: words.date(goneAt, 'day') })
            : words.t('reports.cessation.there'),
      },
      sourceLine(gone.source, facts, words),
      ...sharedUntil(connection, words),
      ...backLines(connection, words),
      ...(leftOutBecause === null
        ? []
        : [{ text: words.t('reports.cessation.leftOut', { why: leftOutBecause }), style: 'quiet' as const }]),
      ...endedByLines(connection, words),
    ],
    [
      appleId === null
        ? { text: words.t('reports.document.notKnown'), style: 'quiet' }
        : { text: appleId, style: 'mono' },
      ...accountLines(connection, words),
      sourceLine(connection.account.source, facts, words),
    ],
    [
      { text: words.t(`reports.cessation.is.${verdict}`), style: 'strong', state: stateOf[verdict] },
      ...leftLines(connection, words),
    ],
  ]
}

/** That it came back, and how that stay ended where it has: the verdict and its account are of the stay that was ended. */
const backLines = ({ returnedAt, returnedVerdict }: CeasedConnection, words: Words): Line[] => {
  if (returnedAt === null) return []
  const at = words.date(returnedAt, 'day')
  return [
    {
      text: returnedVerdict
        ? words.t('reports.cessation.backAndOver', {
            ...{ at, is: words.t(`reports.cessation.is.${returnedVerdict}`) },
          })
        : words.t('reports.cessation.back', { at }),
    },
  ]
}

/** Which other case ended what this one left out. */
const endedByLines = ({ endedBy }: CeasedConnection, words: Words): Line[] =>
  endedBy
    ? [
        {
          text: words.t('reports.cessation.endedBy', {
            by: endedBy.startedBy,
            at: words.date(endedBy.startedAt, 'day'),
          }),
        },
        { text: endedBy.id, style: 'mono' },
      ]
    : []

/** What stayed behind, or has to be made again, stands with the verdict: who reads that alone must not miss it. */
const leftLines = (
  { revoked = [], went = [], left = [], missed }: CeasedConnection,
  words: Words,
): Line[] => [
  ...revoked.map((each) => ({ text: revokedWords(each, words), mark: markOf(each.source, words) })),
  ...went.map((each) => ({ text: wentWords(each, words), mark: markOf(each.source, words) })),
  ...left.map((each) => ({ text: leftWords(each, words), mark: markOf(each.source, words) })),
  ...(missed ? [{ text: missedWords(missed, words), mark: markOf(missed.source, words) }] : []),
]

const accountLines = ({ account }: CeasedConnection, words: Words): Line[] => {
  switch (account.outcome) {
    case 'deleted':
      return [
        { text: words.t('reports.cessation.accountDeleted', { on: words.date(account.deletedOn, 'day') }) },
      ]
    case 'kept':
      return [
        {
          text: words.t(`reports.cessation.${account.isOwn ? 'ownAccount' : 'accountKept'}`, {
            why: account.why,
          }),
        },
        { text: words.t('reports.cessation.usedBy', { usedBy: account.stillUsedBy }), style: 'quiet' },
        {
          text: words.t('reports.cessation.reviewOn', { on: words.date(account.reviewOn, 'day') }),
          style: 'quiet',
        },
      ]
    case 'requested':
      return [
        {
          text: words.t('reports.cessation.accountRequested', {
            on: words.date(account.requestedOn, 'day'),
            again: words.date(account.lookAgainOn, 'day'),
          }),
        },
      ]
    case 'open':
      return [{ text: words.t('reports.cessation.accountThere') }]
    case 'elsewhere':
      return [{ text: words.t('reports.cessation.accountElsewhere') }]
  }
}
