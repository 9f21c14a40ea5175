import { getTranslations } from 'next-intl/server'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { SharedBefore } from '../shared-before.ts'

/** What went over a connection until it was gone, behind the mark of the reading that counted it. */
export async function SharedUntil({ before }: { before: SharedBefore | null }) {
  if (!before) return null
  const t = await getTranslations('inventory')
  const date = await datesHere()
  const { devices, people, until, reading, source } = before
  return (
    <Graded source={source} reading={reading}>
      {t('sharedUntil', {
        date: date(until ?? reading.finishedAt, { dateStyle: 'medium' }),
        devices,
        people,
      })}
    </Graded>
  )
}
