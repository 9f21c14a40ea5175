import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { isOpen, statedAt } from '#features/connections/stated.ts'
import { type ExpiryMonth, expiriesAhead } from './expiries.ts'
import { withNumbers } from './population.ts'
import { type Inventory, type InventoryOptions, inventoryBeside } from './queries.ts'
import { urgencyOf, type Waiting } from './sharing.ts'

export type Overview = Inventory & {
  /** The loudest, then the soonest, of the connections that wait for a person; and how many there are. */
  waiting: { first: Waiting[]; count: number }
  /** What expires in the months to come. */
  expiries: ExpiryMonth[]
}

/** The inventory with what of it waits for a person. */
export const overview = (
  actor: Actor,
  { lang, asOf = new Date(), most = 6 }: InventoryOptions & { most?: number },
): Promise<Overview> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { timeZone } = await tx.organisation.findFirstOrThrow({ select: { timeZone: true } })
    const { inventory, list } = await inventoryBeside(
      tx,
      lang,
      asOf,
      { standing: 'waiting' },
      { order: 'urgency', most, calendar: timeZone },
    )
    const connections = await withNumbers(tx, list.connections, inventory)
    const first = connections.flatMap((connection) => {
      const urgency = urgencyOf(connection)
      return urgency ? [{ connection, urgency }] : []
    })
    const stated = (await statedAt(tx, asOf)).filter(isOpen)
    const expiries = expiriesAhead(list.expiring, stated, { at: asOf, timeZone })
    return { ...inventory, waiting: { first, count: list.found }, expiries }
  })
}
