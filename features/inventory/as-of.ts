/** The day a page speaks of: today, an earlier one through its end, or something that is no day. */
export type AsOf =
  | { kind: 'today'; day: string }
  | { kind: 'past'; day: string; today: string; at: Date }
  | { kind: 'invalid'; today: string }

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const dayMs = 86_400_000

/**
 * Reads the date of a page's address. Today and days to come mean now, because nothing of them has been read yet. A
 * past day stands through its last moment in `timeZone` (IANA name).
 */
export const asOfDay = (asked: string | undefined, timeZone: string, now: Date): AsOf => {
  const today = dayIn(timeZone, now)
  if (asked === undefined || asked === '') return { kind: 'today', day: today }
  const midnight = isoDay.test(asked) ? Date.parse(`${asked}T00:00:00Z`) : Number.NaN
  // Date.parse turns 31 February into March; a day that comes back changed is none.
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== asked)
    return { kind: 'invalid', today }
  if (asked >= today) return { kind: 'today', day: today }
  return { kind: 'past', day: asked, today, at: new Date(startOfDay(midnight + dayMs, timeZone) - 1) }
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

const dayIn = (timeZone: string, at: Date): string => wallClock(timeZone, at).day

/** The instant a day begins in a zone; `midnight` is that day's midnight as if it were in UTC. */
const startOfDay = (midnight: number, timeZone: string): number => {
  const offset = (at: number) => {
    const { day, time } = wallClock(timeZone, new Date(at))
    return Date.parse(`${day}T${time}Z`) - at
  }
  // The offset may change that very night: the second look is taken where the first one led.
  const near = midnight - offset(midnight)
  return midnight - offset(near)
}
