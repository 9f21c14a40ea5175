import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import type { ReviewState } from '#domain/review.ts'
import { ReviewMark } from '#features/inventory/view/review-mark.tsx'
import { WaitingItem } from '#features/inventory/view/waiting-list.tsx'
import type { ReviewedField } from '../queries.ts'

export type OpenReviewCount = { state: Exclude<ReviewState, 'adopted'>; count: number }

/** How many reviews wait for a person, of services in use alone; what waits for nobody is left out. */
export const openReviews = (fields: readonly ReviewedField[]): OpenReviewCount[] =>
  (['proposed', 'due', 'none'] as const).flatMap((state) => {
    const count = fields.filter(
      ({ row, standing }) => row.state !== 'none' && standing.state === state,
    ).length
    return count > 0 ? [{ state, count }] : []
  })

/** What of the reviews waits for a person, each the way to its fields. */
export async function OpenReviews({ open }: { open: readonly OpenReviewCount[] }) {
  const t = await getTranslations('reviews')
  return open.map(({ state, count }) => (
    <WaitingItem key={state} mark={<ReviewMark standing={{ state, inForce: null, lastDecision: null }} />}>
      <QuietLink href={`/reviews?state=${state}`}>{t('open', { count })}</QuietLink>
      <br />
      {t(`waiting.${state}`)}
    </WaitingItem>
  ))
}
