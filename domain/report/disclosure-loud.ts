import { restartedLines, sharedUntil } from './disclosed-account.ts'
import type { DisclosedConnection, DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Line, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

/** Said loudest: that an end did not hold, and that a connection is disabled but not stopped, so that Apple still holds the data. */
export const loudNotices = (facts: DisclosureFacts, words: Words): Block[] => [
  ...loud('restarted', facts, words, (connection) => restartedLines(connection, words)),
  ...loud('emptied', facts, words, (connection) =>
    connection.state.value === 'emptied'
      ? [...sharedUntil(connection, words), sourceLine(connection.state.source, facts, words)]
      : [],
  ),
  ...loud('halfStopped', facts, words, (connection) =>
    connection.state.value === 'disabled'
      ? [...sharedUntil(connection, words), sourceLine(connection.state.source, facts, words)]
      : [],
  ),
]

/** The connections of which something is to be said, by name. */
const loud = (
  key: 'restarted' | 'emptied' | 'halfStopped',
  facts: DisclosureFacts,
  words: Words,
  linesOf: (connection: DisclosedConnection) => Line[],
): Block[] => {
  const connections = facts.services.flatMap(({ service, connections: all }) =>
    all.flatMap((connection) => {
      const lines = linesOf(connection)
      const name = `${connection.name} (${words.t(`services.${service}.short`)})`
      return lines.length > 0 ? [[{ text: name, style: 'strong' as const }, ...lines]] : []
    }),
  )
  if (connections.length === 0) return []
  return [
    {
      kind: 'notice',
      tone: 'loud',
      title: words.t(`reports.document.summary.${key}`, { count: connections.length }),
      lines: [{ text: words.t(`reports.document.summary.${key}Means`) }, ...connections.flat()],
    },
  ]
}
