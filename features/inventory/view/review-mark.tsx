import { getTranslations } from 'next-intl/server'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import { type ReviewStanding, type ReviewState, toldState } from '#domain/review.ts'

const shapes: Record<ReviewState, WorkState> = {
  none: 'cancelled',
  proposed: 'waiting',
  due: 'again',
  adopted: 'done',
}

/** How the review of a field stands. */
export async function ReviewMark({
  standing,
}: {
  standing: Pick<ReviewStanding, 'state' | 'inForce' | 'lastDecision'>
}) {
  const t = await getTranslations('reviews')
  return <WorkMark state={shapes[standing.state]}>{t(`states.${toldState(standing)}`)}</WorkMark>
}
