import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { type ConnectionDetail, connectionDetailAt, latest } from '#features/connections/queries.ts'
import { type CompleteReading, readingInForce } from '#features/readings/queries.ts'
import { type InventoryConnection, withNumbers } from './population.ts'

export type CountedConnection = {
  /** What it is called now. */
  name: string
  /** Null where no reading had seen it by then. */
  connection: (ConnectionDetail & InventoryConnection) | null
  /** The reading in force. */
  reading: CompleteReading | null
}

/**
 * One stay of a connection with whom it concerns and how that is known, now or at the moment asked for. Throws Missing.
 */
export const countedConnection = (
  actor: Actor,
  id: string,
  { asOf }: { asOf?: Date } = {},
): Promise<CountedConnection> => {
  demand(actor, 'inventory:read')
  demand(actor, 'connections:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const at = asOf ?? new Date()
    const reading = await readingInForce(tx, at)
    const moment = asOf ? { at, sequence: reading?.sequence ?? 0 } : latest()
    const { name, detail } = await connectionDetailAt(tx, id, moment)
    if (!detail) return { name, connection: null, reading }
    const [counted] = await withNumbers(tx, [detail], { reading, asOf: at })
    if (!counted) throw new Error('a connection without its numbers')
    return { name, connection: { ...detail, ...counted }, reading }
  })
}
