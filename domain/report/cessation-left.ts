import type { CeasedConnection } from './cessation-facts.ts'
import type { Words } from './document.ts'

/** What stayed behind of a connection, and how many: beside its verdict, and in the table of connections. */
export const leftWords = (
  { of, count, isPlanned }: NonNullable<CeasedConnection['left']>[number],
  words: Words,
): string => words.t('reports.cessation.leftBehind', { of, count: count ?? -1, isPlanned: String(isPlanned) })
