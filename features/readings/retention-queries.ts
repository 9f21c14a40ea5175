import { doorway, inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { goneDaysOffered } from '#domain/retention.ts'
import { demand } from '#features/access/actor.ts'

export type Gone = { devices: number; people: number }
export type Retention = {
  /** Days after which what is gone is erased. */
  days: number
  /** When that is done next. Past when the clock is about to. */
  next: Date
  /** What would be erased then, were this the number of days. */
  choices: ({ days: number } & Gone)[]
}

/** How long the actor's organisation keeps devices and people that are gone, and what each choice would mean. */
export const retention = (actor: Actor): Promise<Retention> => {
  demand(actor, 'organisations:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { goneDays: days, erasesAt: next } = await tx.organisation.findFirstOrThrow({
      select: { goneDays: true, erasesAt: true },
    })
    const choices: Retention['choices'] = []
    for (const offered of goneDaysOffered) {
      const horizon = await goneHorizon(tx, next, offered)
      choices.push({ days: offered, ...(await countGone(tx, actor.organisationId, horizon)) })
    }
    return { days, next, choices }
  })
}

/**
 * The last reading that was finished so many days before a moment, by its sequence; 0 when none was. What is gone
 * since that reading or an earlier one (`until`) has been gone longer.
 */
export const goneHorizon = async (tx: Transaction, at: Date, days: number): Promise<number> => {
  const cutOff = new Date(at.getTime() - days * 86_400_000)
  const last = await tx.reading.aggregate({
    where: { state: 'finished', finishedAt: { lt: cutOff } },
    _max: { sequence: true },
  })
  return last._max.sequence ?? 0
}

const countGone = async (tx: Transaction, organisationId: string, horizon: number): Promise<Gone> => {
  if (horizon === 0) return { devices: 0, people: 0 }
  const gone = { organisationId, until: { lte: horizon } }
  return { devices: await tx.device.count({ where: gone }), people: await tx.person.count({ where: gone }) }
}

/** The organisations of this installation whose night has come. For the clock, which belongs to none of them. */
export const erasuresDue = async (): Promise<string[]> => {
  const rows = await doorway().$queryRaw<{ organisation_id: string }[]>`select * from erasures_due()`
  return rows.map((row) => row.organisation_id)
}
