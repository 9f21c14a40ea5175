import { collectionsRead } from '#features/readings/collections.ts'
import type { CollectionProgress } from '#features/readings/queries.ts'
import { number, t } from './words.ts'

const width = 24

/** Microsoft does not say how many pages a collection has, so the bar goes from one collection to the next. */
export const barOf = (collections: readonly CollectionProgress[]): string => {
  const done = collections.filter(({ collection, isDone }) => isDone && collectionsRead.includes(collection))
  const filled = Math.round((width * done.length) / collectionsRead.length)
  const seen = collections.reduce((sum, each) => sum + each.seen, 0)
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}  ${t('cli.read.progress', { seen: number(seen) })}`
}

/** Draws over the last line of the terminal; `null` wipes it. */
export const draw = (line: string | null): void => {
  process.stderr.write(`\r\u001b[2K${line ?? ''}`)
}
