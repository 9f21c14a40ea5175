import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { isOpen, statedAt } from '#features/connections/stated.ts'
import { type ExpiryMonth, expiriesAhead } from './expiries.ts'
import { type InventoryConnection, withNumbers } from './population.ts'
import { type Inventory, type InventoryOptions, inventoryBeside } from './queries.ts'
import { urgencyOf, type Waiting } from './sharing.ts'

export type Overview = Inventory & {
  /** The loudest, then the soonest, of the connections that wait for a person; and how many there are. */
  waiting: { first: Waiting[]; count: number }
  /** What expires in the months to come. */
  expiries: ExpiryMonth[]
}

/** The accounts of these that a connection which is still there names. */
const accountsInUse = async (
  tx: Transaction,
  connections: readonly InventoryConnection[],
): Promise<ReadonlySet<string>> => {
  const ids = connections.flatMap(({ state, account }) => (state === 'disabled' && account ? account.id : []))
  const standing = await tx.connection.findMany({
    where: { accountId: { in: ids }, until: null, disablement: { is: null } },
    select: { accountId: true },
  })
  return new Set(standing.flatMap(({ accountId }) => accountId ?? []))
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
    const inUse = await accountsInUse(tx, connections)
    const first = connections.flatMap((connection) => {
      const urgency = urgencyOf(connection)
      return urgency ? [{ connection, urgency, isAccountInUse: inUse.has(connection.account?.id ?? '') }] : []
    })
    const stated = (await statedAt(tx, asOf)).filter(isOpen)
    const expiries = expiriesAhead(list.expiring, stated, { at: asOf, timeZone })
    return { ...inventory, waiting: { first, count: list.found }, expiries }
  })
}
