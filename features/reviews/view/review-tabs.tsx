import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { type ReviewList, reviewLists } from '#domain/review.ts'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import classes from './reviews.module.css'

/** Which reviews are shown, and how many there are of each kind. */
export async function ReviewTabs({
  counts,
  chosen,
}: {
  counts: Record<ReviewList, number>
  chosen: ReviewList
}) {
  const t = await getTranslations('reviews')
  const number = await getTranslations('inventory')
  return (
    <nav aria-label={t('tabs')}>
      <ul className={classes.tabs}>
        {reviewLists.map((state) => (
          <li key={state}>
            <QuietLink
              href={addressOf('/reviews', { state })}
              aria-current={state === chosen ? 'page' : undefined}
            >
              {t(`states.${state}`)} <span>{number('number', { value: counts[state] })}</span>
            </QuietLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
