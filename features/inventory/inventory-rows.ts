import { identifiabilities, kinds, whose } from '#domain/catalogue/vocabulary.ts'
import type { ServiceState } from '#domain/connection-life.ts'
import { grades } from '#domain/grade.ts'
import { legalBases, type ReviewStanding, reviewStates } from '#domain/review.ts'
import { type Service, services } from '#domain/service.ts'
import type { InventoryElement, InventoryService } from './queries.ts'

/** The columns of the inventory, in the order they stand in unless another one is chosen. The first heads its row. */
export const inventoryColumns = [
  'field',
  'service',
  'purpose',
  'kind',
  'whose',
  'identifiability',
  'connections',
  'devices',
  'people',
  'administrators',
  'since',
  'grade',
  'basis',
  'retention',
  'review',
] as const
export type InventoryColumn = (typeof inventoryColumns)[number]

/** An element as one service receives it: DEP and ASM send the same rows of the page, each about its own devices. */
export type InventoryRow = InventoryElement & {
  service: Service
  state: ServiceState
  /** Connections of the service over which data may go to Apple. */
  connections: number
  observedSince: Date | null
  /** How its review stands; null where none was asked for. */
  review: ReviewStanding | null
}

/** A field that a service receives, as addresses, forms and the audit log name it: `apns/device_token`. */
export const fieldKey = ({ service, element }: { service: string; element: string }): string =>
  `${service}/${element}`

export const rowKey = ({ service, element }: Pick<InventoryRow, 'service' | 'element'>): string =>
  fieldKey({ service, element: element.key })

export const inventoryRows = (
  ofServices: readonly InventoryService[],
  reviews: ReadonlyMap<string, ReviewStanding> = new Map(),
): InventoryRow[] =>
  ofServices.flatMap(({ service, state, flowing, observedSince, elements }) =>
    elements.map((each) => ({
      ...{ ...each, service, state, connections: flowing, observedSince },
      review: reviews.get(rowKey({ service, element: each.element })) ?? null,
    })),
  )

/** Whether an adopted review says something; `unstated` also where none was adopted. */
const statedOrNot = ['stated', 'unstated'] as const

/** What the rows can be narrowed to, by its name in the address; each with the values it can have. */
export const facets = {
  service: services,
  kind: kinds,
  whose,
  review: reviewStates,
  identifiability: identifiabilities,
  grade: grades,
  basis: [...legalBases, 'unstated'],
  retention: statedOrNot,
} as const
export type Facet = keyof typeof facets
export const facetNames = Object.keys(facets) as Facet[]

/** Narrowed by each facet that has a value, and by a part of the name or of the keys in the protocol. */
export type RowsSought = { [F in Facet]?: (typeof facets)[F][number] | undefined } & { text?: string }

/** Null has no such value: a number about the organisation itself has no grade. */
const facetsOf = ({
  service,
  element,
  population,
  review,
}: InventoryRow): { [F in Facet]: (typeof facets)[F][number] | null } => ({
  service,
  kind: element.kind,
  whose: element.whose,
  review: review?.state ?? null,
  identifiability: element.identifiability,
  grade: element.counts.of === 'organisation' ? null : population.source.grade,
  basis: review?.inForce?.terms.basis ?? 'unstated',
  retention: review?.inForce?.terms.retention ? 'stated' : 'unstated',
})

export const isSought = (row: InventoryRow, { text = '', ...sought }: RowsSought): boolean => {
  const { element } = row
  const has = facetsOf(row)
  const names = [row.text.label, element.key, ...element.protocolKeys]
  return (
    facetNames.every((facet) => sought[facet] === undefined || has[facet] === sought[facet]) &&
    names.some((name) => name.toLowerCase().includes(text.toLowerCase()))
  )
}
