import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { type Group, groupsOf } from './groups.ts'
import { type Choices, endableConnections, freeOf } from './scope.ts'

export type Offered = Choices & {
  groups: Group[]
  /** Those that another open case is about. */
  underWay: string[]
}

/** What a case could end besides what is chosen already: the first of what is sought, and groups to choose at once. */
export const offboardingChoices = async (
  actor: Actor,
  sought: {
    text?: string
    chosen?: readonly string[]
    first?: readonly string[]
    /** The case that is being chosen for; null for one that does not exist yet. */
    offboardingId?: string | null
  } = {},
): Promise<Offered> => {
  demand(actor, 'offboardings:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const groups = await groupsOf(tx)
    const all = [...new Set(groups.flatMap(({ connectionIds }) => connectionIds))]
    const free = new Set(await freeOf(tx, all, sought.offboardingId ?? null))
    const left = new Set(all.filter((id) => free.has(id) && !sought.chosen?.includes(id)))
    return {
      ...(await endableConnections(tx, sought)),
      underWay: all.filter((id) => !free.has(id)),
      groups: groups.map(({ connectionIds, ...group }) => ({
        ...group,
        connectionIds: connectionIds.filter((id) => left.has(id)),
      })),
    }
  })
}
