import { getTranslations } from 'next-intl/server'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import type { ReviewState } from '#domain/review.ts'

const shapes: Record<ReviewState, WorkState> = {
  none: 'cancelled',
  proposed: 'waiting',
  due: 'again',
  adopted: 'done',
}

/** How the review of a field stands. */
export async function ReviewMark({ state }: { state: ReviewState }) {
  const t = await getTranslations('reviews')
  return <WorkMark state={shapes[state]}>{t(`states.${state}`)}</WorkMark>
}
