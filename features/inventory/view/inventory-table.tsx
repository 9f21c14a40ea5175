import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { statedBy } from '#domain/review.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { InventoryAsked } from '../inventory-asked.ts'
import { type InventoryColumn, type InventoryRow, rowKey } from '../inventory-rows.ts'
import type { Inventory } from '../queries.ts'
import { reaches } from '../sharing.ts'
import { FieldName } from './field-name.tsx'
import { fieldPick } from './field-pick.ts'
import type { ShownInventory } from './inventory-cells.ts'
import classes from './inventory-table.module.css'
import { Figure, flowingOver, rowsOf } from './population-words.tsx'
import { ReviewMark } from './review-mark.tsx'

type InventoryTableProps = {
  shown: ShownInventory
  asked: InventoryAsked
  inventory: Inventory
  /** Whether rows can be ticked, for a form around the table. */
  canPick: boolean
  /** Where the same view in another order stands. */
  sortHref: (sort: InventoryAsked['sort']) => string
  empty: ReactNode
}

/** As many columns fit a screen of 1,280 pixels in either language. */
const mostInWidth = 9

const numeric: ReadonlySet<InventoryColumn> = new Set(['connections', 'devices', 'people', 'administrators'])

/** Every field as each service receives it, in the columns, the order and the groups that are asked for. */
export async function InventoryTable({
  shown,
  asked,
  inventory,
  canPick,
  sortHref,
  empty,
}: InventoryTableProps) {
  const t = await getTranslations()
  const { reading, observed } = inventory
  const { headers, cellOf } = shown
  const pick = canPick ? await fieldPick() : undefined
  const number = (value: string | number | null) =>
    typeof value === 'number' ? t('inventory.number', { value }) : value
  const cell = (column: InventoryColumn) => (row: InventoryRow) => {
    const words = number(cellOf(row, column))
    switch (column) {
      case 'field':
        return <FieldName label={row.text.label} keys={row.element.protocolKeys} />
      case 'service':
        return (
          <Graded source={reaches(row) ? row.sent : observed} reading={reading}>
            {words}
            {reaches(row) ? null : (
              <small className={classes.notSent}>
                {t(reading ? 'inventory.notSent' : 'inventory.notKnown')}
              </small>
            )}
          </Graded>
        )
      case 'devices':
      case 'people':
      case 'administrators':
        return words === null ? null : (
          <Figure
            value={row.population.value[column]}
            source={row.population.source}
            reading={reading}
            href={rowsOf(column, { service: row.service })}
          />
        )
      case 'connections':
        return row.connections === 0 ? words : <QuietLink href={flowingOver(row.service)}>{words}</QuietLink>
      case 'basis':
      case 'retention': {
        const inForce = row.review?.inForce
        return words === null || !inForce ? null : <Graded source={statedBy(inForce)}>{words}</Graded>
      }
      case 'review':
        return row.review && <ReviewMark standing={row.review} />
      case 'purpose':
        return <span lang={row.text.lang}>{words}</span>
      default:
        return words
    }
  }
  const columns: Column<InventoryRow>[] = asked.columns.map((id) => ({
    id,
    header: headers[id],
    cell: cell(id),
    numeric: numeric.has(id),
    oneLine: id === 'since',
    ...widthOf(id, asked),
    sort: {
      href: sortHref(nextSort(asked.sort, id)),
      ...(asked.sort?.column === id
        ? { direction: asked.sort.isDescending ? ('descending' as const) : ('ascending' as const) }
        : {}),
    },
  }))
  if (shown.found === 0) return empty
  return shown.groups.map(({ title, rows }) => (
    <section key={title ?? ''} className={classes.group} aria-label={title ?? undefined}>
      {title === null ? null : (
        <h3 className={classes.title}>
          {title} <span>{t('inventory.fieldsCount', { count: rows.length })}</span>
        </h3>
      )}
      <DataTable
        label={title === null ? t('inventory.fieldsTitle') : `${t('inventory.fieldsTitle')}: ${title}`}
        density={asked.density}
        scroll={asked.columns.length > mostInWidth ? 'inside' : 'page'}
        rows={rows}
        rowKey={rowKey}
        rowHref={(row) => `/inventory/${rowKey(row)}`}
        pick={pick}
        empty={null}
        columns={columns}
      />
    </section>
  ))
}

/** Tables below each other keep their columns below each other. */
const widthOf = (id: InventoryColumn, { group, columns }: InventoryAsked): { width?: string } => {
  if (group !== null) return { width: `${id === 'field' ? 20 : 80 / (columns.length - 1)}%` }
  return id === 'purpose' ? { width: '28%' } : {}
}

/** Numbers are asked for from the largest, words from A; a third time takes the order away. */
const nextSort = (sort: InventoryAsked['sort'], column: InventoryColumn): InventoryAsked['sort'] => {
  const first = numeric.has(column)
  if (sort?.column !== column) return { column, isDescending: first }
  return sort.isDescending === first ? { column, isDescending: !first } : null
}
