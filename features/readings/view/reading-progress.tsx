import { getFormatter, getTranslations } from 'next-intl/server'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import type { CollectionProgress, ReadingState } from '../queries.ts'

/**
 * How far a reading has come, asked for again until it is over. Microsoft does not say how much there is, so the
 * sentence counts what was read and the bar has no end.
 */
export async function ReadingProgress({
  state,
  collections,
}: {
  state: ReadingState
  collections: CollectionProgress[]
}) {
  const t = await getTranslations('readings')
  const format = await getFormatter()
  const seen = collections.reduce((sum, each) => sum + each.seen, 0)
  const current = new Set(
    collections.filter((each) => !each.isDone).map(({ collection }) => t(`collections.${collection}`)),
  )
  const sentence =
    state === 'waiting' || collections.length === 0
      ? t('progress.waiting')
      : current.size === 0
        ? t('progress.between', { seen })
        : t('progress.running', { seen, collection: format.list(current, { type: 'conjunction' }) })
  return (
    <>
      <ProgressStatus label={t(`states.${state}`)} sentence={sentence} />
      <RefreshWhile active everyMs={1500} />
    </>
  )
}
