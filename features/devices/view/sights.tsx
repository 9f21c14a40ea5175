import { getTranslations } from 'next-intl/server'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { FirstSighting, Sighting } from '#features/readings/witnesses.ts'
import { datesHere } from '#i18n/dates.ts'

/** A day as it stands in a table. */
const shortDays = async (): Promise<(at: Date) => string> => {
  const date = await datesHere()
  return (at) => date(at, { dateStyle: 'medium' })
}

type SinceProps = {
  sight: FirstSighting
  /** A sentence of its own, where no column says what it is about. */
  alone?: boolean
}

/** From when on something was there, behind the mark of the reading that first saw it. */
export async function Since({ sight, alone = false }: SinceProps) {
  const t = await getTranslations(alone ? 'shares.firstSeen' : 'shares.from')
  const shortDay = await shortDays()
  return (
    <Graded source={sight.source} reading={sight.reading}>
      {t(sight.isFloor ? 'atLeast' : 'exactly', { date: shortDay(sight.at) })}
    </Graded>
  )
}

type UntilProps = {
  /** What found it over; null as long as it stands. */
  sight: Sighting | null
  /** The reading that says that it stands. */
  standing: Sighting | null
  /** What is said as long as it stands. */
  still: string
  /** A phrase of its own, where no column says that it is an end. */
  alone?: boolean
}

/** Until when something was there, or that it still is, behind the mark of the reading that says so. */
export async function Until({ sight, standing, still, alone = false }: UntilProps) {
  const t = await getTranslations('shares')
  const shortDay = await shortDays()
  const ended = (at: Date) => (alone ? t('ended', { date: shortDay(at) }) : shortDay(at))
  const said = sight ?? standing
  if (!said) return still
  return (
    <Graded source={said.source} reading={said.reading}>
      {sight ? ended(sight.at) : still}
    </Graded>
  )
}

/** That something is gone, and since when, behind the mark of the reading that no longer found it. */
export async function Gone({ sight }: { sight: Sighting }) {
  const t = await getTranslations('shares')
  const shortDay = await shortDays()
  return (
    <Graded source={sight.source} reading={sight.reading}>
      {t('gone', { date: shortDay(sight.at) })}
    </Graded>
  )
}
