import { getTranslations } from 'next-intl/server'
import { QuietLink } from '#components/quiet-link.tsx'
import { storedDay } from '#domain/day.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ExpiryMonth } from '../expiries.ts'
import classes from './expiry-strip.module.css'

/** Twelve months side by side with what expires in each; on a phone below each other, without the empty ones. */
export async function ExpiryStrip({ months }: { months: ExpiryMonth[] }) {
  const t = await getTranslations('overview.expiry')
  const date = await datesHere()
  return (
    <ol className={classes.strip}>
      {months.map(({ month, first, count }, at) => (
        <li key={month} data-empty={count === 0}>
          <time dateTime={month} className={classes.month}>
            {monthName(date, month, at)}
          </time>
          {first.map(({ id, name, expiresAt, stated }) => (
            <span key={id} className={classes.expiring}>
              <QuietLink href={stated ? `/connections/stated/${id}` : `/connections/${id}`}>{name}</QuietLink>
              <time dateTime={stated?.isDay ? storedDay(expiresAt) : expiresAt.toISOString()}>
                {date(expiresAt, {
                  day: 'numeric',
                  month: 'short',
                  ...(stated?.isDay && { timeZone: 'UTC' }),
                })}
              </time>
              {stated ? <Graded source={{ grade: 'stated', by: stated.by, at: stated.at }} /> : null}
            </span>
          ))}
          {count > first.length ? (
            <QuietLink href="/connections?state=flowing" className={classes.more}>
              {t('more', { count: count - first.length })}
            </QuietLink>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

type Dates = Awaited<ReturnType<typeof datesHere>>

/** A month of the calendar belongs to no zone; the year stands where it begins. */
const monthName = (date: Dates, month: string, at: number): string =>
  date(new Date(`${month}-01T00:00:00Z`), {
    month: 'short',
    timeZone: 'UTC',
    ...(at === 0 || month.endsWith('-01') ? { year: 'numeric' } : {}),
  })
