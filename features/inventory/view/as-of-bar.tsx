import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { datesHere } from '#i18n/dates.ts'
import type { AsOf } from '../as-of.ts'
import classes from './as-of-bar.module.css'

type AsOfBarProps = {
  asOf: AsOf
  /** The page's own address, without a day. */
  path: string
  reading: CompleteReading | null
}

/** The choice of day, as a plain form: it works without script, and the address can be passed on. */
export async function AsOfBar({ asOf, path, reading }: AsOfBarProps) {
  const t = await getTranslations('inventory.asOf')
  const date = await datesHere()
  const longDay = await longDays()
  const today = asOf.kind === 'today' ? asOf.day : asOf.today
  return (
    <>
      <form method="get" action={path} className={classes.bar}>
        <label className={classes.field}>
          <span>{t('label')}</span>
          <input
            type="date"
            name="asOf"
            key={asOf.kind === 'past' ? asOf.day : today}
            defaultValue={asOf.kind === 'past' ? asOf.day : today}
            max={today}
          />
        </label>
        <button type="submit">{t('show')}</button>
        {reading ? (
          <span>
            {t('reading', {
              sequence: reading.sequence,
              at: date(reading.finishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
            })}
          </span>
        ) : null}
      </form>
      {asOf.kind === 'past' ? (
        <Banner tone="brand" action={<QuietLink href={path}>{t('backToToday')}</QuietLink>}>
          {t(reading ? 'past' : 'pastUnread', {
            day: longDay(asOf.at),
          })}
        </Banner>
      ) : null}
      {asOf.kind === 'invalid' ? <Banner tone="expiring">{t('invalid')}</Banner> : null}
    </>
  )
}
