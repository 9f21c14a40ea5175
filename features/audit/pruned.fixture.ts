import { vi } from 'vitest'
import type { Actor } from '#domain/actor.ts'
import type { AuditKind } from '#domain/audit.ts'
import { done } from '#domain/outcome.ts'
import { change } from './change.ts'

/** Records events of these kinds as if a day of the past were now. */
export const recordOn = async (actor: Actor, day: string, kinds: readonly AuditKind[]): Promise<void> => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${day}T12:00:00Z`) })
  try {
    for (const kind of kinds) {
      await change<null, never>(actor, async ({ record }) => {
        record({ kind, subject: { kind: 'organisation', id: actor.organisationId } })
        return done(null)
      })
    }
  } finally {
    vi.useRealTimers()
  }
}

/** A day so many months before today, and a few days more. */
export const monthsAgo = (months: number): string => {
  const day = new Date()
  day.setUTCDate(1)
  day.setUTCMonth(day.getUTCMonth() - months)
  day.setUTCDate(day.getUTCDate() - 3)
  return day.toISOString().slice(0, 10)
}
