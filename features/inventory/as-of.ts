import { type Day, dayIn, endOfDay, isDay } from '#domain/day.ts'

/**
 * The day a page speaks of: today, an earlier one through its end, or what cannot be shown. An instant may be asked for
 * too: several readings may have finished on one day. `asked` is what an address says to come back to it.
 */
export type AsOf =
  | { kind: 'today'; day: Day }
  | { kind: 'past'; day: Day; today: Day; at: Date; asked: string }
  | { kind: 'future'; today: Day }
  | { kind: 'invalid'; today: Day }

/** Reads the day that is asked for. A past day stands through its last moment in `timeZone` (IANA name). */
export const asOfDay = (asked: string | undefined, timeZone: string, now: Date): AsOf => {
  const today = dayIn(timeZone, now)
  if (asked === undefined || asked === '') return { kind: 'today', day: today }
  if (instant.test(asked)) return asOfInstant(asked, timeZone, now)
  if (!isDay(asked)) return { kind: 'invalid', today }
  if (asked > today) return { kind: 'future', today }
  if (asked === today) return { kind: 'today', day: today }
  return { kind: 'past', day: asked, today, at: new Date(endOfDay(asked, timeZone).getTime() - 1), asked }
}

/** An instant of ISO 8601 with its zone; one without would mean another moment in another place. */
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

const asOfInstant = (asked: string, timeZone: string, now: Date): AsOf => {
  const at = new Date(asked)
  const today = dayIn(timeZone, now)
  if (Number.isNaN(at.getTime())) return { kind: 'invalid', today }
  if (at > now) return { kind: 'future', today }
  return { kind: 'past', day: dayIn(timeZone, at), today, at, asked: at.toISOString() }
}

/** Whether it is an instant that the page speaks of, not a whole day. */
export const isInstant = (asOf: AsOf): boolean => asOf.kind === 'past' && asOf.asked !== asOf.day

/** The moment to ask the inventory about, or none for now. */
export const momentOf = (asOf: AsOf): { asOf?: Date } => (asOf.kind === 'past' ? { asOf: asOf.at } : {})
