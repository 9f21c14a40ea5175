import { type LifeState, lifeOf } from './connection-life.ts'
import { type Day, dayIn, endOfDay, storedDay } from './day.ts'
import type { Service } from './service.ts'

/** How a member came to state a connection: from what they know, or from the file of its certificate or token. */
export const origins = ['hand', 'file'] as const
export type Origin = (typeof origins)[number]

export type Expiry = { day: Day; at: Date }

/** When a stated connection expires: a file tells an instant, a member a day, through the end of it. */
export const expiryOf = (origin: Origin, stored: Date | null, timeZone: string): Expiry | null => {
  if (stored === null) return null
  if (origin === 'file') return { day: dayIn(timeZone, stored), at: stored }
  const day = storedDay(stored)
  return { day, at: endOfDay(day, timeZone) }
}

/** The state of a stated connection, for which nothing but the time since can speak: nobody has looked whether it is there. */
export const statedLife = (service: Service, statedAt: Date, expiry: Expiry | null, now: Date): LifeState =>
  lifeOf(
    {
      service,
      isCurrent: true,
      isMissing: false,
      expiresAt: expiry?.at ?? null,
      observedSince: statedAt,
      disabledAt: null,
      accountDeletion: null,
      accountKeptAt: null,
    },
    now,
  )
