import { type Day, dayIn, endOfDay, isDay } from '#domain/day.ts'

/** The day a page speaks of: today, an earlier one through its end, or what cannot be shown. */
export type AsOf =
  | { kind: 'today'; day: Day }
  | { kind: 'past'; day: Day; today: Day; at: Date }
  | { kind: 'future'; today: Day }
  | { kind: 'invalid'; today: Day }

/** Reads the day that is asked for. A past day stands through its last moment in `timeZone` (IANA name). */
export const asOfDay = (asked: string | undefined, timeZone: string, now: Date): AsOf => {
  const today = dayIn(timeZone, now)
  if (asked === undefined || asked === '') return { kind: 'today', day: today }
  if (!isDay(asked)) return { kind: 'invalid', today }
  if (asked > today) return { kind: 'future', today }
  if (asked === today) return { kind: 'today', day: today }
  return { kind: 'past', day: asked, today, at: new Date(endOfDay(asked, timeZone).getTime() - 1) }
}

/** The moment to ask the inventory about, or none for now. */
export const momentOf = (asOf: AsOf): { asOf?: Date } => (asOf.kind === 'past' ? { asOf: asOf.at } : {})
