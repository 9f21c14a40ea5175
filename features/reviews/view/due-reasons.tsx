import { getTranslations } from 'next-intl/server'
import type { Numbers, ReviewStanding } from '#domain/review.ts'
import classes from './reviews.module.css'

type DueReasonsProps = {
  standing: ReviewStanding
  /** Whom the field concerns now. */
  numbers: Numbers
}

const counted = ['devices', 'people', 'administrators'] as const

/** Why an adopted review is asked for again; of numbers, which they were and are. */
export async function DueReasons({ standing, numbers }: DueReasonsProps) {
  const t = await getTranslations()
  const { due, inForce } = standing
  if (due.length === 0) return null
  const then = inForce?.ground.numbers
  const moved = then ? counted.find((of) => then[of] !== numbers[of]) : undefined
  const words = (of: (typeof counted)[number], count: number | null) =>
    count === null ? t('reviews.due.notKnown') : t(`inventory.count.${of}`, { count })
  return (
    <ul className={classes.reasons}>
      {due.map((reason) => (
        <li key={reason}>
          {reason === 'numbers' && then && moved
            ? t('reviews.due.numbers', {
                was: words(moved, then[moved]),
                is: words(moved, numbers[moved]),
              })
            : t(reason === 'numbers' ? 'reviews.due.moved' : `reviews.due.${reason}`)}
        </li>
      ))}
    </ul>
  )
}
