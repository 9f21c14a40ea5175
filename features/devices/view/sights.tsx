import { getTranslations } from 'next-intl/server'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { FirstSighting, Sighting } from '#features/readings/witnesses.ts'

/** From when on something was there, behind the mark of the reading that first saw it. */
export async function Since({ sight }: { sight: FirstSighting }) {
  const t = await getTranslations('shares')
  const longDay = await longDays()
  return (
    <Graded source={sight.source} reading={sight.reading}>
      {t(sight.isFloor ? 'atLeastSince' : 'since', { date: longDay(sight.at) })}
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
}

/** Until when something was there, or that it still is, behind the mark of the reading that says so. */
export async function Until({ sight, standing, still }: UntilProps) {
  const longDay = await longDays()
  const said = sight ?? standing
  if (!said) return still
  return (
    <Graded source={said.source} reading={said.reading}>
      {sight ? longDay(sight.at) : still}
    </Graded>
  )
}
