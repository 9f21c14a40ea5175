import { getTranslations } from 'next-intl/server'
import { datesHere } from '#i18n/dates.ts'
import type { Stay } from '../authorisations.ts'
import classes from './stay-words.module.css'

/** From which reading on something was seen, and until which. */
export async function StayWords({ since, until }: Pick<Stay, 'since' | 'until'>) {
  const t = await getTranslations('authorisations.known')
  const date = await datesHere()
  const day = (at: Date) => date(at, { dateStyle: 'medium' })
  if (!since) return t('unknown')
  const from = { reading: since.sequence, at: day(since.finishedAt) }
  return (
    <span className={classes.stay}>
      {until
        ? t('between', { ...from, untilReading: until.sequence, untilAt: day(until.finishedAt) })
        : t('since', from)}
    </span>
  )
}
