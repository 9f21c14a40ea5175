import { getTranslations } from 'next-intl/server'
import { type InventoryRow, rowKey } from '../inventory-rows.ts'

/** How a table in a form lets fields be ticked, under the name `field`. */
export const fieldPick = async () => {
  const t = await getTranslations()
  return {
    name: 'field',
    all: t('reviews.pick.all'),
    value: rowKey,
    label: ({ text, service }: InventoryRow): string =>
      t('reviews.pick.one', { field: text.label, service: t(`services.${service}.short`) }),
  }
}
