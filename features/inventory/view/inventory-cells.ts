import { getLocale, getTranslations } from 'next-intl/server'
import { languageOf } from '#domain/language.ts'
import { type ReviewStanding, toldState } from '#domain/review.ts'
import { datesHere } from '#i18n/dates.ts'
import { type ArrangedInventory, arrangeInventory, type CellOf } from '../arrange-inventory.ts'
import type { InventoryAsked } from '../inventory-asked.ts'
import { type InventoryColumn, inventoryColumns, inventoryRows } from '../inventory-rows.ts'
import type { Inventory } from '../queries.ts'

/** The rows of a view, and its words: the table and its exports are made of the same. */
export type ShownInventory = ArrangedInventory & {
  headers: Record<InventoryColumn, string>
  /** As it is shown. */
  cellOf: CellOf
}

export const shownInventory = async (
  inventory: Inventory,
  asked: InventoryAsked,
  reviews: ReadonlyMap<string, ReviewStanding>,
): Promise<ShownInventory> => {
  const t = await getTranslations()
  const date = await datesHere()
  const cellOf: CellOf = (row, column) => {
    const { element, population, service, state } = row
    switch (column) {
      case 'field':
        return row.text.label
      case 'service':
        return t(`services.${service}.short`)
      case 'purpose':
        return row.text.purpose
      case 'kind':
        return t(`catalogue.kinds.${element.kind}`)
      case 'whose':
        return t(`catalogue.whose.${element.whose}`)
      case 'identifiability':
        return t(`catalogue.identifiability.${element.identifiability}`)
      case 'connections':
        return inventory.reading && row.connections
      case 'devices':
        return population.value.devices
      case 'people':
        return population.value.people
      case 'administrators':
        return population.value.administrators
      case 'since':
        return state === 'none' ? null : row.observedSince && date(row.observedSince, { dateStyle: 'medium' })
      case 'grade':
        return element.counts.of === 'organisation' ? null : t(`grades.${population.source.grade}.name`)
      case 'basis':
        return row.review?.inForce ? t(`reviews.basis.${row.review.inForce.terms.basis}`) : null
      case 'retention':
        return row.review?.inForce?.terms.retention ?? null
      case 'review':
        return row.review && t(`reviews.states.${toldState(row.review)}`)
    }
  }
  /** A day is sorted as a day. */
  const sortedBy: CellOf = (row, column) =>
    column === 'since' ? (row.observedSince?.getTime() ?? null) : cellOf(row, column)
  const lang = languageOf(await getLocale())
  const rows = inventoryRows(inventory.services, reviews)
  const isAllOurs = rows.every(({ text }) => text.ours)
  return {
    ...arrangeInventory(rows, asked, sortedBy, lang),
    headers: Object.fromEntries(
      inventoryColumns.map((column) => [
        column,
        t(`inventory.column.${column === 'purpose' && isAllOurs ? 'purposeOurs' : column}`),
      ]),
    ) as Record<InventoryColumn, string>,
    cellOf,
  }
}
