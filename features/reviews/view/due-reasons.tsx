import { getTranslations } from 'next-intl/server'
import type { Numbers, ReviewStanding } from '#domain/review.ts'
import classes from './reviews.module.css'

type DueReasonsProps = { standing: ReviewStanding }

/** Why an adopted review is asked for again; of numbers, which they were and are. */
export async function DueReasons({ standing: { due, moved } }: DueReasonsProps) {
  const t = await getTranslations()
  if (due.length === 0) return null
  const words = (of: keyof Numbers, count: number | null) =>
    count === null ? t('reviews.due.notKnown') : t(`inventory.count.${of}`, { count })
  return (
    <ul className={classes.reasons}>
      {due.map((reason) => (
        <li key={reason}>
          {reason === 'numbers' && moved
            ? t('reviews.due.numbers', {
                was: words(moved.of, moved.was),
                is: words(moved.of, moved.is),
              })
            : t(reason === 'numbers' ? 'reviews.due.moved' : `reviews.due.${reason}`)}
        </li>
      ))}
    </ul>
  )
}
