import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { QuietLink } from '#components/quiet-link.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { SharedBefore } from '../shared-before.ts'
import { addressOf } from './as-of-links.ts'

/** What went over a connection until it was gone, behind the mark of the reading that counted it. */
export async function SharedUntil({ before }: { before: SharedBefore | null }) {
  if (!before) return null
  const t = await getTranslations('inventory')
  const date = await datesHere()
  const { devices, people, until, reading, source } = before
  /** Those of the reading that counted them last. */
  const then = { connection: before.connectionId, asOf: reading.finishedAt.toISOString() }
  const rows = (of: 'devices' | 'people', count: number, words: ReactNode) =>
    count === 0 ? words : <QuietLink href={addressOf(`/${of}`, then)}>{words}</QuietLink>
  return (
    <Graded source={source} reading={reading}>
      {t.rich('sharedUntilThese', {
        date: date(until ?? reading.finishedAt, { dateStyle: 'medium' }),
        devices,
        people,
        toDevices: (words) => rows('devices', devices, words),
        toPeople: (words) => rows('people', people, words),
      })}
    </Graded>
  )
}
