import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { datesHere } from '#i18n/dates.ts'
import { type AsOf, isInstant } from '../as-of.ts'
import classes from './as-of-bar.module.css'
import { addressOf } from './as-of-links.ts'

type AsOfBarProps = {
  asOf: AsOf
  /** The page's own address, without a day. */
  path: string
  reading: CompleteReading | null
  /** What else stands in the address and has to stay there. */
  keep?: Record<string, string>
}

/** What the page rests on: its reading, and that it speaks of another day than today, with the way back. */
export async function AsOfBar({ asOf, path, reading, keep = {} }: AsOfBarProps) {
  const t = await getTranslations('inventory.asOf')
  const words = await getTranslations()
  const date = await datesHere()
  const longDay = await longDays()
  return (
    <>
      {reading ? (
        <p className={classes.reading}>
          {t('reading', {
            sequence: reading.sequence,
            at: date(reading.finishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </p>
      ) : null}
      {asOf.kind === 'past' ? (
        <Banner
          tone="brand"
          action={
            <QuietLink exact href={addressOf(path, keep)}>
              {t('backToToday')}
            </QuietLink>
          }
        >
          {isInstant(asOf)
            ? t('instant', { at: date(asOf.at, { dateStyle: 'long', timeStyle: 'medium' }) })
            : t('past', { day: longDay(asOf.at) })}
          {reading ? null : <> {t('unread')}</>}
        </Banner>
      ) : null}
      {asOf.kind === 'today' && !reading ? (
        <Banner action={<QuietLink href="/readings">{words('readings.go')}</QuietLink>}>
          {words('inventory.why.notRead')}
        </Banner>
      ) : null}
      {asOf.kind === 'future' ? <Banner tone="expiring">{t('future')}</Banner> : null}
      {asOf.kind === 'invalid' ? <Banner tone="expiring">{t('invalid')}</Banner> : null}
    </>
  )
}
