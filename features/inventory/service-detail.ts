import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import type { Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { type InventoryConnection, withNumbers } from './population.ts'
import { type Inventory, type InventoryOptions, type InventoryService, inventoryBeside } from './queries.ts'

export type ServiceDetail = Inventory & {
  service: InventoryService
  /** The first of its connections, and how many there are. */
  connections: InventoryConnection[]
  found: number
  /** Some device or person stands behind several connections, so that their numbers exceed the service's. */
  countsSomeTwice: boolean
}

/** One service of the inventory. */
export const serviceDetail = (
  actor: Actor,
  name: Service,
  { lang, asOf = new Date(), most = 20 }: InventoryOptions & { most?: number },
): Promise<ServiceDetail> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const { inventory, list } = await inventoryBeside(tx, lang, asOf, { service: name }, { most })
    const service = inventory.services.find((each) => each.service === name)
    if (!service) throw new Missing('service')
    const { devices, people } = service.population.value
    const sum = await sumOver(tx, name, inventory)
    return {
      ...inventory,
      service,
      connections: await withNumbers(tx, list.connections, inventory),
      found: list.found,
      countsSomeTwice:
        (devices !== null && sum.devices > devices) || (people !== null && sum.people > people),
    }
  })
}

/** What the counts of a service's connections add up to, less those that ended since. */
const sumOver = async (
  tx: Transaction,
  service: Service,
  { reading, asOf }: Pick<Inventory, 'reading' | 'asOf'>,
): Promise<{ devices: number; people: number }> => {
  const [row] = await tx.$queryRaw<{ devices: bigint | null; people: bigint | null }[]>`
    select sum(n.devices)::bigint as devices, sum(n.people)::bigint as people
    from connection c
    join inventory_count n on n.organisation_id = c.organisation_id and n.reading_id = ${reading?.id ?? null}::uuid
      and n.scope = 'connection' and n.scope_id = c.id::text and n.element = ''
    where c.service = ${service}::text and not exists (select from disablement d
      where d.organisation_id = c.organisation_id and d.connection_id = c.id and d.observed_at <= ${asOf}::timestamptz)`
  return { devices: Number(row?.devices ?? 0), people: Number(row?.people ?? 0) }
}
