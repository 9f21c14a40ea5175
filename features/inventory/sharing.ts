import { type Kind, kinds } from '#domain/catalogue/vocabulary.ts'
import type { ServiceState } from '#domain/connection-life.ts'
import { type Urgency, urgencies } from '#domain/urgency.ts'
import type { InventoryConnection } from './population.ts'
import type { InventoryService } from './queries.ts'

/** Services through which data goes to Apple, or went so that Apple still holds it: the picture shows both. */
const reaching: ReadonlySet<ServiceState> = new Set(['sharing', 'disabled'])

export const reaches = ({ state }: Pick<InventoryService, 'state'>): boolean => reaching.has(state)

/** Fields that go to Apple now. DEP and ASM send the same rows of the page, which count once. */
export const sharedFieldCount = (services: readonly InventoryService[]): number =>
  new Set(
    services
      .filter(({ state }) => state === 'sharing')
      .flatMap(({ elements }) => elements.map(({ element }) => `${element.group}/${element.key}`)),
  ).size

/** The kinds of data a service receives, in the catalogue's order. */
export const kindsOf = ({ elements }: Pick<InventoryService, 'elements'>): Kind[] =>
  kinds.filter((kind) => elements.some(({ element }) => element.kind === kind))

export type Waiting = {
  connection: InventoryConnection
  urgency: Urgency
  /** Of something that is gone: what is still there names its account too, so that it cannot be deleted yet. */
  isAccountInUse: boolean
}

/** What about a connection waits for a person; null where nothing does. */
export const urgencyOf = ({
  restarts,
  state,
}: Pick<InventoryConnection, 'restarts' | 'state'>): Urgency | null =>
  restarts ? 'restarted' : (urgencies.find((urgency) => urgency === state) ?? null)
