import { getTranslations } from 'next-intl/server'
import type { ReviewStanding } from '#domain/review.ts'
import classes from './reviews.module.css'

/** Why an adopted review is asked for again. */
export async function DueReasons({ standing }: { standing: ReviewStanding }) {
  const t = await getTranslations('reviews.due')
  if (standing.due.length === 0) return null
  return (
    <ul className={classes.reasons}>
      {standing.due.map((reason) => (
        <li key={reason}>{t(reason)}</li>
      ))}
    </ul>
  )
}
