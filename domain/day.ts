/**
 * A day of the calendar, `2026-11-22`. A day that a member names is stored as its midnight in UTC and belongs to no
 * time zone: it is told as the day it is. Days of one form compare as text.
 */
export type Day = string

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const dayMs = 86_400_000

/** Whether a text is a day that exists. */
export const isDay = (text: string): text is Day => {
  const midnight = isoDay.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  // Date.parse turns 31 February into March; a day that comes back changed is none.
  return !Number.isNaN(midnight) && storedDay(new Date(midnight)) === text
}

/** The day a moment falls on in a zone (IANA name). */
export const dayIn = (timeZone: string, at: Date): Day => wallClock(timeZone, at).day

/** The instant a day is over in a zone (IANA name), which is the first of the next one. */
export const endOfDay = (day: Day, timeZone: string): Date =>
  new Date(instantOf(midnightOf(day).getTime() + dayMs, timeZone))

/** The instant an hour of a day begins in a zone (IANA name). */
export const atHour = (day: Day, hour: number, timeZone: string): Date =>
  new Date(instantOf(midnightOf(day).getTime() + hour * 3_600_000, timeZone))

/** A day as it is stored. */
export const midnightOf = (day: Day): Date => new Date(`${day}T00:00:00Z`)

/** A day as it was stored. */
export const storedDay = (midnight: Date): Day => midnight.toISOString().slice(0, 10)

/** How many days of the calendar after one another comes; negative where it comes before. */
export const daysBetween = (from: Day, to: Day): number =>
  (midnightOf(to).getTime() - midnightOf(from).getTime()) / dayMs

/** So many days of the calendar on. */
export const daysAfter = (day: Day, days: number): Day =>
  storedDay(new Date(midnightOf(day).getTime() + days * dayMs))

/** The same day some years on; of a leap day the first of March. */
export const yearsAfter = (day: Day, years: number): Day => {
  const midnight = midnightOf(day)
  midnight.setUTCFullYear(midnight.getUTCFullYear() + years)
  return storedDay(midnight)
}

/** The same day some months on; of a day that month does not have its last. */
export const monthsAfter = (day: Day, months: number): Day => {
  const then = midnightOf(day)
  const date = then.getUTCDate()
  then.setUTCDate(1)
  then.setUTCMonth(then.getUTCMonth() + months + 1, 0)
  then.setUTCDate(Math.min(date, then.getUTCDate()))
  return storedDay(then)
}

const wallClock = (timeZone: string, at: Date) => {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '00'
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
  return { day, time: `${part('hour')}:${part('minute')}:${part('second')}` }
}

/** The instant clocks of a zone show a time; `shown` is that time as if it were in UTC. */
const instantOf = (shown: number, timeZone: string): number => {
  const offset = (at: number) => {
    const { day, time } = wallClock(timeZone, new Date(at))
    return Date.parse(`${day}T${time}Z`) - at
  }
  // The offset may change that very night: the second look is taken where the first one led.
  const near = shown - offset(shown)
  return shown - offset(near)
}
