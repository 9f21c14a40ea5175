import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import type { Language } from '#domain/language.ts'
import { demand } from '#features/access/actor.ts'
import { connectionsAt } from '#features/connections/queries.ts'
import { type InventoryConnection, withNumbers } from './population.ts'
import { type Inventory, type InventoryOptions, type InventoryService, inventoryBeside } from './queries.ts'

export type WholeService = InventoryService & { connections: InventoryConnection[] }
export type WholeInventory = Omit<Inventory, 'services'> & { services: WholeService[] }

/** The inventory with every connection, for what is printed or exported: a page shows fewer. */
export const wholeInventory = (
  actor: Actor,
  { lang, asOf = new Date() }: InventoryOptions,
): Promise<WholeInventory> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, (tx) => wholeInventoryAt(tx, lang, asOf))
}

/** `wholeInventory` inside a transaction of the caller: what else it reads is of the same moment. */
export const wholeInventoryAt = async (
  tx: Transaction,
  lang: Language,
  asOf: Date,
): Promise<WholeInventory> => {
  const { inventory } = await inventoryBeside(tx, lang, asOf)
  const known = await connectionsAt(tx, { at: asOf, sequence: inventory.reading?.sequence ?? 0 })
  const connections = await withNumbers(tx, known, inventory)
  return {
    ...inventory,
    services: inventory.services.map((service) => ({
      ...service,
      connections: connections.filter((connection) => connection.service === service.service),
    })),
  }
}
