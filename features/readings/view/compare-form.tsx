import { getTranslations } from 'next-intl/server'
import { datesHere } from '#i18n/dates.ts'
import type { ComparedReading } from '../compared-readings.ts'
import classes from './compare-form.module.css'

type CompareFormProps = { to: ComparedReading; from: ComparedReading; offered: ComparedReading[] }

/** The choice of the earlier reading, as a plain form: it works without script, and the address can be passed on. */
export async function CompareForm({ to, from, offered }: CompareFormProps) {
  const t = await getTranslations('readings')
  const date = await datesHere()
  const all = offered.some(({ id }) => id === from.id) ? offered : [...offered, from]
  return (
    <form method="get" action={`/readings/${to.id}/difference`} className={classes.form}>
      <label className={classes.field}>
        <span>{t('difference.compareWith')}</span>
        <select name="from" key={from.id} defaultValue={from.id}>
          {all.map(({ id, sequence, finishedAt }) => (
            <option key={id} value={id}>
              {t('difference.option', {
                sequence,
                at: date(finishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">{t('difference.compare')}</button>
    </form>
  )
}
