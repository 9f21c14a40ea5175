import type { Kind, Whose } from '#domain/catalogue/vocabulary.ts'
import type { ServiceState } from '#domain/connection-life.ts'
import type { ReviewStanding, ReviewState } from '#domain/review.ts'
import type { Service } from '#domain/service.ts'
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
  services: readonly InventoryService[],
  reviews: ReadonlyMap<string, ReviewStanding> = new Map(),
): InventoryRow[] =>
  services.flatMap(({ service, state, flowing, observedSince, elements }) =>
    elements.map((each) => ({
      ...{ ...each, service, state, connections: flowing, observedSince },
      review: reviews.get(rowKey({ service, element: each.element })) ?? null,
    })),
  )

/** What the rows can be narrowed to. */
export type RowsSought = {
  service?: Service | undefined
  kind?: Kind | undefined
  whose?: Whose | undefined
  review?: ReviewState | undefined
  /** A part of its name, or of its keys in the protocol. */
  text?: string
}

export const isSought = (
  row: InventoryRow,
  { service, kind, whose, review, text = '' }: RowsSought,
): boolean => {
  const { element } = row
  const names = [row.text.label, element.key, ...element.protocolKeys]
  return (
    (service === undefined || row.service === service) &&
    (kind === undefined || element.kind === kind) &&
    (whose === undefined || element.whose === whose) &&
    (review === undefined || row.review?.state === review) &&
    names.some((name) => name.toLowerCase().includes(text.toLowerCase()))
  )
}
