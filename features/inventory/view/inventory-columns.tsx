import { getTranslations } from 'next-intl/server'
import { ColumnChooser } from '#components/column-chooser.tsx'
import { type InventoryColumn, inventoryColumns } from '../inventory-rows.ts'

type InventoryColumnsProps = {
  headers: Record<InventoryColumn, string>
  columns: readonly InventoryColumn[]
  /** Where the same view with other columns stands. */
  hrefOf: (columns: InventoryColumn[]) => string
}

/** The choice of the inventory's columns; the field heads its row and stays the first. */
export async function InventoryColumns({ headers, columns, hrefOf }: InventoryColumnsProps) {
  const t = await getTranslations('inventory.columns')
  const swapped = (at: number, with_: number): InventoryColumn[] => {
    const moved = [...columns]
    const [one, other] = [columns[at], columns[with_]]
    if (one && other) [moved[at], moved[with_]] = [other, one]
    return moved
  }
  // A message that is to be filled in later keeps its place.
  const column = '{column}'
  return (
    <ColumnChooser
      title={t('title')}
      chosen={columns.map((id, at) => ({
        id,
        label: headers[id],
        earlier: at > 1 ? hrefOf(swapped(at, at - 1)) : undefined,
        later: at > 0 && at < columns.length - 1 ? hrefOf(swapped(at, at + 1)) : undefined,
        without: at > 0 ? hrefOf(columns.filter((each) => each !== id)) : undefined,
      }))}
      others={inventoryColumns
        .filter((id) => !columns.includes(id))
        .map((id) => ({ id, label: headers[id], with: hrefOf([...columns, id]) }))}
      words={{
        earlier: t('earlier', { column }),
        later: t('later', { column }),
        without: t('without', { column }),
        with: t('with', { column }),
        others: t('others'),
        none: t('none'),
      }}
    />
  )
}
