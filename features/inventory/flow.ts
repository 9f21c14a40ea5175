import { type Counted, type Kind, kinds, type Whose, whose } from '#domain/catalogue/vocabulary.ts'
import type { Source } from '#domain/grade.ts'
import type { Service } from '#domain/service.ts'
import type { InventoryService } from './queries.ts'
import { reaches } from './sharing.ts'

/** Fields of one kind that go over one service and are about the same: a band of the flow picture. */
export type FlowBand = {
  service: Service
  kind: Kind
  whose: Whose
  fields: number
  /** How many the widest of them concerns; null where nothing is counted, which is never zero. */
  count: number | null
  counted: Counted
  source: Source
  isHalfStopped: boolean
}

/** The bands of the services through which data goes to Apple, or may, in the order of the picture's columns. */
export const flowOf = (services: readonly InventoryService[]): FlowBand[] =>
  services
    .filter(reaches)
    .flatMap((service) =>
      kinds.flatMap((kind) => whose.flatMap((about) => bandOf(service, kind, about) ?? [])),
    )

const bandOf = (
  { service, state, elements }: InventoryService,
  kind: Kind,
  about: Whose,
): FlowBand | null => {
  const own = elements.filter(({ element }) => element.kind === kind && element.whose === about)
  const numbered = own.map(({ element, population }) => {
    const { of } = element.counts
    const count = of === 'none' || of === 'organisation' ? null : population.value[of]
    return { counted: of, count, source: population.source }
  })
  const [widest] = numbered.toSorted((a, b) => (b.count ?? -1) - (a.count ?? -1))
  const isHalfStopped = state === 'disabled'
  return widest ? { service, kind, whose: about, fields: own.length, isHalfStopped, ...widest } : null
}
