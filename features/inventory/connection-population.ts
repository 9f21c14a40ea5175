import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type InventoryConnection, withNumbers } from './population.ts'

export type CountedConnection = InventoryConnection & { reading: CompleteReading | null }

/** Whom one stay of a connection concerns now, how that is known, and the reading in force. */
export const connectionPopulation = (
  actor: Actor,
  connection: ConnectionSummary,
): Promise<CountedConnection> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const asOf = new Date()
    const reading = await readingInForce(tx, asOf)
    const [counted] = await withNumbers(tx, [connection], { reading, asOf })
    if (!counted) throw new Error('a connection without its numbers')
    return { ...counted, reading }
  })
}
