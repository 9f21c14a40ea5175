import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { elementOf, textOf } from '#domain/catalogue/catalogue.ts'
import type { ElementText } from '#domain/catalogue/schema.ts'
import type { Statement } from '#domain/grade.ts'
import { Missing } from '#domain/outcome.ts'
import { groupOf, type Service } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { maskedExample } from './element-example.ts'
import { countsOverTime, type DayCount } from './element-history.ts'
import { countsOf, type InventoryConnection, nobody, type Population, withNumbers } from './population.ts'
import {
  countsHolders,
  type Inventory,
  type InventoryElement,
  type InventoryOptions,
  type InventoryService,
  inventoryBeside,
} from './queries.ts'

export type ElementDetail = InventoryElement & {
  service: InventoryService
  inventory: Inventory
  reading: CompleteReading | null
  /** The same row in the other language and in older editions. */
  texts: ElementText[]
  /** The first of the connections it goes over, with each one's own number; and how many there are. */
  connections: { connection: InventoryConnection; population: Statement<Population> }[]
  found: number
  /** What Graph showed of it last, veiled; null where it shows nothing, or a past day is looked at. */
  example: string | null
  /** How many it concerned, by day. */
  history: DayCount[]
}

/** One element of one service. Throws Missing. */
export const elementDetail = async (
  actor: Actor,
  service: Service,
  key: string,
  { lang, asOf, most = 20 }: InventoryOptions & { most?: number },
): Promise<ElementDetail> => {
  demand(actor, 'inventory:read')
  const group = groupOf(service)
  const element = elementOf(group, key)
  if (!element) throw new Missing('element')
  return inOrganisation(actor.organisationId, async (tx) => {
    const sought = { service, standing: 'flowing' } as const
    const at = asOf ?? new Date()
    const { inventory, list } = await inventoryBeside(tx, lang, at, sought, { most })
    const mine = inventory.services.find((each) => each.service === service)
    const shown = mine?.elements.find((each) => each.element.key === key)
    if (!mine || !shown) throw new Missing('element')
    const connections = await withNumbers(tx, list.connections, inventory)
    const counts = await countsOf(tx, inventory.reading, {
      scope: 'connection',
      scopeId: { in: connections.map(({ id }) => id) },
      element: `${group}/${key}`,
    })
    return {
      ...shown,
      service: mine,
      inventory,
      reading: inventory.reading,
      texts: (['en', 'fr'] as const).flatMap((each) =>
        (['2023-12', 'pre-2023-12'] as const).flatMap((edition) => textOf(group, key, each, edition) ?? []),
      ),
      connections: connections.map((connection) => ({
        connection,
        population: {
          value: counts('connection', connection.id, `${group}/${key}`) ?? nobody,
          source: countsHolders(element) ? connection.population.source : shown.population.source,
        },
      })),
      found: list.found,
      // Values have no history of their own, so a past day has none to show.
      example: asOf === undefined ? await maskedExample(tx, { service, element: key }) : null,
      history: await countsOverTime(tx, service, element, at),
    }
  })
}
