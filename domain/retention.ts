import { dayIn, endOfDay, midnightOf, storedDay } from './day.ts'
import { spread } from './spread.ts'

/** After how many days an organisation can have devices and people that are gone erased. */
export const goneDaysOffered = [30, 90, 180, 365, 730, 1095] as const

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** From the third to the fifth hour of the day. */
const night = { from: 180, minutes: 120 }

/**
 * The next time after a moment that an organisation's gone devices and people are erased: every night in its time zone
 * (IANA name), at a minute that its id picks.
 */
export const nextErasure = (after: Date, timeZone: string, organisationId: string): Date => {
  const today = dayIn(timeZone, after)
  const yesterday = storedDay(new Date(midnightOf(today).getTime() - dayMs))
  const minutes = night.from + minuteOf(organisationId)
  const tonight = new Date(endOfDay(yesterday, timeZone).getTime() + minutes * minuteMs)
  return tonight > after ? tonight : new Date(endOfDay(today, timeZone).getTime() + minutes * minuteMs)
}

/** Told by other digits than the minute of a daily reading: were they told by the same, the two could always meet. */
const minuteOf = (organisationId: string): number =>
  Math.floor(spread(organisationId, night.minutes * 24 * 60) / (24 * 60))
