import { spread } from './spread.ts'

/** Hours from one reading to the next that an organisation can choose; 0 is by hand only. */
export const readingIntervals = [0, 6, 12, 24, 168] as const

/** What decides when an organisation is read next. Not for one that has a reading under way. */
export type ReadingHistory = {
  /** Since when there is a tenant to read. */
  linkedAt: Date
  last: { requestedAt: Date; endedAt: Date } | null
  /** Tries in a row that failed, up to now. */
  failures: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** Microsoft's faults pass within hours; what does not pass waits for the timetable or for a person. */
const retryAfterHours = [1, 3]
/** Whoever connects a tenant reads it by hand as a rule; an hour later nobody will. */
const firstAfterHours = 1

/**
 * When the timetable reads an organisation next; the moment may have passed. Null where it is read by hand only.
 *
 * Readings begin at fixed minutes, one in each interval, which the organisation's id picks: its readings come at the
 * same time of day, and the organisations of one installation are spread over the whole interval. A reading by hand
 * in the last quarter of an interval takes the place of the one to come. A reading that failed is tried again after
 * one hour, then after three, then at its usual minute.
 */
export const nextReading = (organisationId: string, hours: number, history: ReadingHistory): Date | null => {
  if (hours === 0) return null
  const { linkedAt, last, failures } = history
  if (!last) return new Date(linkedAt.getTime() + firstAfterHours * hourMs)
  const retryHours = failures > 0 ? retryAfterHours[failures - 1] : undefined
  if (retryHours !== undefined) return new Date(last.endedAt.getTime() + retryHours * hourMs)
  const quarter = (hours * hourMs) / 4
  const earliest = Math.max(last.requestedAt.getTime() + quarter, last.endedAt.getTime())
  const every = hours * 60
  const minute = spread(organisationId, every)
  const turns = Math.ceil((earliest / minuteMs - minute) / every)
  return new Date((turns * every + minute) * minuteMs)
}
