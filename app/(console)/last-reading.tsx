import { getFormatter, getTranslations } from 'next-intl/server'
import { Timestamp } from '#components/timestamp.tsx'
import type { Actor } from '#domain/actor.ts'
import { readingsAtAGlance } from '#features/readings/queries.ts'
import { datesHere } from '#i18n/dates.ts'

/** When the tenant was last read whole: what every page of the console rests on. */
export async function LastReading({ actor }: { actor: Actor }) {
  const t = await getTranslations('frame.lastReading')
  const { last } = await readingsAtAGlance(actor)
  if (!last) return t('never')
  const format = await getFormatter()
  const date = await datesHere()
  const at = last.finishedAt
  return (
    <Timestamp at={at.toISOString()} title={date(at, { dateStyle: 'full', timeStyle: 'short' })}>
      {t('at', { when: format.relativeTime(at, new Date()) })}
    </Timestamp>
  )
}
