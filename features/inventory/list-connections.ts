import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Source } from '#domain/grade.ts'
import { demand } from '#features/access/actor.ts'
import { type ConnectionsSought, connectionList } from '#features/connections/list-connections.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { type InventoryConnection, withNumbers } from './population.ts'

export type ListedConnections = {
  /** The reading in force, or null before the first. */
  reading: CompleteReading | null
  /** What that reading says of anything but numbers. */
  observed: Source
  connections: InventoryConnection[]
  /** How many there are of what was sought, on all pages. */
  found: number
  /** The next page is the one `after` this id; null on the last. */
  next: string | null
}

export type ListOptions = ConnectionsSought & { asOf?: Date; after?: string; most?: number }

/**
 * Connections known at a moment (now, unless `asOf` names a past one) with their numbers, by service and name. Found by
 * service, by how they stand then, and by a part of the name or of the Apple ID.
 */
export const listConnections = (
  actor: Actor,
  { asOf = new Date(), after, most = 50, ...sought }: ListOptions = {},
): Promise<ListedConnections> => {
  demand(actor, 'connections:read')
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const reading = await readingInForce(tx, asOf)
    const moment = { at: asOf, sequence: reading?.sequence ?? 0 }
    const { connections, found, next } = await connectionList(tx, moment, sought, { after, most })
    return {
      reading,
      observed: observedBy(reading),
      connections: await withNumbers(tx, connections, { reading, asOf }),
      found,
      next,
    }
  })
}
