import type { CeasedConnection } from './cessation-facts.ts'
import type { Words } from './document.ts'

/** What had gone for good of a connection before it was left out. */
export const wentWords = (
  { kind, gone, of }: NonNullable<CeasedConnection['went']>[number],
  words: Words,
): string => words.t('offboardings.done.goneBefore', { kind, gone, of })

/** How many licences Intune revoked, of how many it was asked to. */
export const revokedWords = (
  { revoked, of }: Pick<NonNullable<CeasedConnection['revoked']>[number], 'revoked' | 'of'>,
  words: Words,
): string => words.t('reports.cessation.revoked', { revoked, of })

/** What stayed behind of a connection, and how many: beside its verdict, and in the table of connections. */
export const leftWords = (
  { of, count, isPlanned }: NonNullable<CeasedConnection['left']>[number],
  words: Words,
): string => words.t('reports.cessation.leftBehind', { of, count: count ?? -1, isPlanned: String(isPlanned) })
