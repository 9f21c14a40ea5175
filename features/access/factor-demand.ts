import { inOrganisation, lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { change } from '#features/audit/change.ts'
import { demand } from './actor.ts'

export type FactorDemand = {
  isDemanded: boolean
  /** Members with a password here who have no second factor yet. */
  lacking: number
}

/** Whether the organisation demands a second factor of its members, and how many have none yet. */
export const factorDemand = (actor: Actor): Promise<FactorDemand> => {
  demand(actor, 'members:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const [row] = await tx.$queryRaw<{ lacking: number }[]>`select members_lacking_factor() as lacking`
    return { isDemanded: await isDemandedIn(tx), lacking: row?.lacking ?? 0 }
  })
}

const isDemandedIn = async (tx: Transaction): Promise<boolean> => {
  const { demandsFactor } = await tx.organisation.findFirstOrThrow({ select: { demandsFactor: true } })
  return demandsFactor
}

/**
 * Demands a second factor from now on, or no more. It holds at once: whoever has none finds nothing open at their next step
 * but setting one up. Saving it as it is leaves no event.
 */
export const changeFactorDemand = async (
  actor: Actor,
  isDemanded: boolean,
): Promise<Outcome<null, never>> => {
  demand(actor, 'members:change')
  const id = actor.organisationId
  if ((await factorDemand(actor)).isDemanded === isDemanded) return done(null)
  return change<null, never>(actor, async ({ tx, record }) => {
    await lockOrganisation(tx, id)
    await tx.organisation.update({ where: { id }, data: { demandsFactor: isDemanded }, select: { id: true } })
    record({
      kind: 'organisation.factorDemandChanged',
      subject: { kind: 'organisation', id },
      facts: { isDemanded },
    })
    return done(null)
  })
}
