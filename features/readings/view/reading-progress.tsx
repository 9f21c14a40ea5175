import { getTranslations } from 'next-intl/server'
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
  const seen = collections.reduce((sum, each) => sum + each.seen, 0)
  const current = collections.find((each) => !each.isDone) ?? collections.at(-1)
  const sentence =
    state === 'waiting' || !current
      ? t('progress.waiting')
      : t('progress.running', { seen, collection: t(`collections.${current.collection}`) })
  return (
    <>
      <ProgressStatus label={t(`states.${state}`)} sentence={sentence} />
      <RefreshWhile active everyMs={1500} />
    </>
  )
}
