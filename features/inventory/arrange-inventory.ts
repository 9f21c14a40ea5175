import {
  columnGroupingFeature,
  constructTable,
  createGroupedRowModel,
  createSortedRowModel,
  rowExpandingFeature,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
} from '@tanstack/table-core'
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings'
import type { Language } from '#domain/language.ts'
import type { InventoryAsked } from './inventory-asked.ts'
import { type InventoryColumn, type InventoryRow, inventoryColumns, isSought } from './inventory-rows.ts'

/** A cell as it is told: words in the reader's language, or a number; null is no value, never zero. */
export type CellValue = string | number | null
export type CellOf = (row: InventoryRow, column: InventoryColumn) => CellValue

export type ArrangedInventory = {
  /** One without a title where nothing is grouped. */
  groups: { title: string | null; rows: InventoryRow[] }[]
  /** How many rows were found. */
  found: number
}

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnGroupingFeature,
  rowExpandingFeature,
  rowSortingFeature,
  groupedRowModel: createGroupedRowModel(),
  sortedRowModel: createSortedRowModel(),
})

/** The rows of a view in its order and groups. Words are sorted as the reader's language sorts them, no value last. */
export const arrangeInventory = (
  rows: readonly InventoryRow[],
  { sought, sort, group }: InventoryAsked,
  cellOf: CellOf,
  lang: Language,
): ArrangedInventory => {
  const { compare } = new Intl.Collator(lang, { numeric: true })
  const data = rows.filter((row) => isSought(row, sought))
  const order = (id: InventoryColumn): SortFn<typeof features, InventoryRow> => {
    return (one, other) => compareCells(one.getValue(id), other.getValue(id), compare)
  }
  const table = constructTable({
    features,
    data,
    columns: inventoryColumns.map((id) => ({
      id,
      accessorFn: (row: InventoryRow) => cellOf(row, id) ?? undefined,
      sortUndefined: 'last' as const,
      sortFn: order(id),
    })),
    initialState: {
      sorting: sort ? [{ id: sort.column, desc: sort.isDescending }] : [],
      grouping: group ? [group] : [],
    },
  })
  const arranged = table.getRowModel().rows
  return {
    groups: group
      ? arranged.map((each) => ({
          title: String(each.groupingValue),
          rows: each.subRows.map(({ original }) => original),
        }))
      : [{ title: null, rows: arranged.map(({ original }) => original) }],
    found: data.length,
  }
}

const compareCells = (
  one: CellValue,
  other: CellValue,
  compare: (one: string, other: string) => number,
): number =>
  typeof one === 'number' && typeof other === 'number' ? one - other : compare(String(one), String(other))
