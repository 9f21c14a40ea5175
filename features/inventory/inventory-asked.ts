import { z } from 'zod'
import { type Address, addressAsked } from '#domain/address-asked.ts'
import { soughtText } from '#domain/sought-text.ts'
import {
  facetNames,
  facets,
  type InventoryColumn,
  inventoryColumns,
  type RowsSought,
} from './inventory-rows.ts'

export const groupings = ['service', 'kind', 'whose', 'identifiability', 'basis', 'review'] as const
export type Grouping = (typeof groupings)[number]

export const densities = ['compact', 'comfortable'] as const

/** A view of the inventory: which rows, in what order and groups, which columns. All of it stands in the address. */
export type InventoryAsked = {
  sought: RowsSought & { text: string }
  sort: { column: InventoryColumn; isDescending: boolean } | null
  group: Grouping | null
  /** In their order, the field first. */
  columns: InventoryColumn[]
  density: (typeof densities)[number]
}

export const usualColumns: readonly InventoryColumn[] = [
  'field',
  'service',
  'kind',
  'whose',
  'connections',
  'devices',
  'people',
  'administrators',
  'review',
]

const isColumn = (text: string): text is InventoryColumn => inventoryColumns.some((column) => column === text)

/** The field heads its row, so it is there whatever is chosen. */
const withField = (columns: readonly InventoryColumn[]): InventoryColumn[] => [
  'field',
  ...new Set(columns.filter((column) => column !== 'field')),
]

const shape = {
  q: soughtText,
  service: z.enum(facets.service).optional(),
  kind: z.enum(facets.kind).optional(),
  whose: z.enum(facets.whose).optional(),
  review: z.enum(facets.review).optional(),
  identifiability: z.enum(facets.identifiability).optional(),
  grade: z.enum(facets.grade).optional(),
  basis: z.enum(facets.basis).optional(),
  retention: z.enum(facets.retention).optional(),
  sort: z
    .templateLiteral([z.literal(['', '-']), z.enum(inventoryColumns)])
    .transform((text) => ({ column: text.replace(/^-/, ''), isDescending: text.startsWith('-') }))
    .transform(({ column, isDescending }) => (isColumn(column) ? { column, isDescending } : null))
    .default(null),
  group: z.enum(groupings).nullable().default(null),
  columns: z
    .string()
    .transform((text) => text.split(',').filter(isColumn))
    .refine((columns) => columns.length > 0)
    .transform(withField)
    .default([...usualColumns]),
  density: z.enum(densities).default('compact'),
}

/** The view that an address asks for, and which parts of it are no choice. */
export const inventoryAsked = (address: Address): { asked: InventoryAsked; leftOut: string[] } => {
  const { said, leftOut } = addressAsked(shape, address)
  const { q, sort, group, columns, density, ...sought } = said
  return { asked: { sought: { text: q, ...sought }, sort, group, columns, density }, leftOut }
}

/** The view as its address says it; what is usual is left out. */
export const askedAddress = ({
  sought,
  sort,
  group,
  columns,
  density,
}: InventoryAsked): Record<string, string> => {
  const chosen = columns.join()
  const all = {
    q: sought.text,
    ...Object.fromEntries(facetNames.map((facet) => [facet, sought[facet] ?? ''])),
    sort: sort ? `${sort.isDescending ? '-' : ''}${sort.column}` : '',
    group: group ?? '',
    columns: chosen === usualColumns.join() ? '' : chosen,
    density: density === 'compact' ? '' : density,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}
