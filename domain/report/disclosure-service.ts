import type { Language } from '../language.ts'
import { isBack, isStillSharing, restartedLines, sharedUntil, statedOfAccount } from './disclosed-account.ts'
import { elementBlocks } from './disclosure-elements.ts'
import type { DisclosedConnection, DisclosedService, DisclosureFacts } from './disclosure-facts.ts'
import { reviewBlocks } from './disclosure-reviews.ts'
import type { Block, Cell, Line, Section, Words } from './document.ts'
import { isRead, standingLine } from './service-standing.ts'
import { countLine, markOf, sourceLine } from './source-words.ts'

/** One service: its state, its connections, then every element Microsoft's page lists for it. */
export const serviceSection = (
  service: DisclosedService,
  first: boolean,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Section => ({
  title: words.t(`services.${service.service}.name`),
  newPage: first,
  blocks: [
    {
      kind: 'paragraph',
      lines: [
        { ...standingLine(service, facts, words), style: 'strong' },
        { text: words.t(`services.${service.service}.alsoKnownAs`), style: 'quiet' },
        { text: words.t(`services.${service.service}.purpose`) },
        ...since(service, words),
      ],
    },
    ...(isEmpty(service)
      ? [nothingToList(service, facts, words)]
      : [
          { kind: 'heading' as const, text: words.t('reports.document.connections.title') },
          ...connectionsTable(service, facts, words),
          { kind: 'heading' as const, text: words.t('reports.document.elements.title') },
          ...elementBlocks(service, facts, language, words),
          ...reviewBlocks(service, facts, language, words),
        ]),
  ],
})

/** A service without connections and fields needs one sentence. */
const isEmpty = ({ connections, elements }: DisclosedService): boolean =>
  connections.length === 0 && elements.length === 0

const nothingToList = (service: DisclosedService, facts: DisclosureFacts, words: Words): Block => ({
  kind: 'paragraph',
  lines: [
    isRead(service, facts)
      ? { text: words.t('reports.document.connections.noneAndNoField') }
      : {
          text: words.t(`reports.document.connections.${facts.asOf ? 'notReadThen' : 'notRead'}`),
          mark: markOf({ grade: 'unverifiable', why: 'inventory.why.notRead' }, words),
        },
  ],
})

const since = (service: DisclosedService, words: Words): Line[] =>
  service.firstObservedAt === null
    ? []
    : [
        {
          text: words.t(`reports.document.${isBack(service) ? 'observedAgain' : 'observedSince'}`, {
            at: words.date(service.firstObservedAt, 'day'),
          }),
          style: 'quiet',
        },
      ]

const connectionsTable = (service: DisclosedService, facts: DisclosureFacts, words: Words): Block[] => {
  if (service.connections.length === 0)
    return [{ kind: 'paragraph', lines: [{ text: words.t('reports.document.connections.none') }] }]
  return [
    {
      kind: 'table',
      caption: words.t('reports.document.connections.caption', {
        service: words.t(`services.${service.service}.short`),
      }),
      columns: [
        { title: words.t('reports.document.column.connection'), share: 12 },
        { title: words.t('reports.document.column.appleId'), share: 11 },
        { title: words.t('reports.document.column.state'), share: 11 },
        { title: words.t('reports.document.devices'), share: 5, align: 'end' },
        { title: words.t('reports.document.people'), share: 5, align: 'end' },
      ],
      rows: service.connections.map((connection) => connectionRow(connection, facts, words)),
    },
  ]
}

const connectionRow = (connection: DisclosedConnection, facts: DisclosureFacts, words: Words): Cell[] => [
  [
    { text: connection.name, style: 'strong', mark: markOf(connection.source, words) },
    { text: connection.externalId, style: 'mono' },
  ],
  appleIdLines(connection, words),
  [
    { text: words.t(`states.${connection.state.value}`), state: connection.state.value },
    ...restartedLines(connection, words),
    ...sharedUntil(connection, words),
    ...expiryLines(connection, words),
    ...statedOfAccount(connection, words),
    sourceLine(connection.state.source, facts, words),
  ],
  [countLine(connection.devices, words)],
  [countLine(connection.people, words)],
]

/** The record of a certificate that was emptied names nobody: its Apple ID is the one it named last. */
const appleIdLines = ({ appleId, state }: DisclosedConnection, words: Words): Line[] => {
  if (appleId === null) return [{ text: words.t('reports.document.notKnown'), style: 'quiet' }]
  if (state.value !== 'emptied') return [{ text: appleId }]
  return [{ text: appleId }, { text: words.t('reports.document.connections.namedBefore'), style: 'quiet' }]
}

/** The date of a token that is gone means nothing any more. */
const expiryLines = ({ expiresAt, state }: DisclosedConnection, words: Words): Line[] => {
  if (expiresAt === null || !isStillSharing(state.value)) return []
  const key = state.value === 'expired' ? 'expired' : 'expires'
  return [
    {
      text: words.t(`reports.document.connections.${key}`, { at: words.date(expiresAt, 'day') }),
      style: 'quiet',
    },
  ]
}
