import { bandsOf, type FlowBand } from '#domain/flow.ts'
import type { InventoryService } from './queries.ts'
import { reaches } from './sharing.ts'

/** The bands of the services through which data goes to Apple, or may. */
export const flowOf = (services: readonly InventoryService[]): FlowBand[] =>
  bandsOf(
    services.filter(reaches).map(({ service, state, elements }) => ({
      service,
      isHalfStopped: state === 'disabled',
      fields: elements.map(({ element: { kind, whose, counts }, population: { value, source } }) => ({
        ...{ kind, whose, source, counted: counts.of },
        count: counts.of === 'none' || counts.of === 'organisation' ? null : value[counts.of],
      })),
    })),
  )
