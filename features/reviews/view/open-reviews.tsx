import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { ReviewMark } from '#features/inventory/view/review-mark.tsx'
import type { ReviewedField } from '../queries.ts'
import classes from './reviews.module.css'

/** What of the reviews waits for a person, each number the way to its fields; of services in use alone. */
export async function OpenReviews({ fields }: { fields: readonly ReviewedField[] }) {
  const t = await getTranslations('reviews')
  const open = (['proposed', 'due', 'none'] as const).flatMap((state) => {
    const count = fields.filter(
      ({ row, standing }) => row.state !== 'none' && standing.state === state,
    ).length
    return count > 0 ? [{ state, count }] : []
  })
  if (open.length === 0) return null
  return (
    <Section title={t('title')}>
      <ul className={classes.open}>
        {open.map(({ state, count }) => (
          <li key={state}>
            <ReviewMark state={state} />
            <QuietLink href={`/reviews?state=${state}`}>{t('open', { count })}</QuietLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
