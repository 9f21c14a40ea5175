import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { AsOf } from '../as-of.ts'
import type { Inventory } from '../queries.ts'
import { fieldsOf } from '../sharing.ts'
import { atDay } from './as-of-links.ts'
import { FieldName } from './field-name.tsx'

/** Every field of Microsoft's page once, with the services that receive it. */
export async function FieldsTable({ inventory, asOf }: { inventory: Inventory; asOf?: AsOf }) {
  const t = await getTranslations()
  const { reading } = inventory
  return (
    <DataTable
      label={t('inventory.fieldsTitle')}
      density="compact"
      rows={fieldsOf(inventory.services)}
      rowKey={({ element }) => `${element.group}/${element.key}`}
      rowHref={({ element, opens }) => atDay(`/inventory/${opens}/${element.key}`, asOf)}
      empty={null}
      columns={[
        {
          id: 'field',
          header: t('inventory.column.field'),
          cell: ({ element, text }) => <FieldName label={text.label} keys={element.protocolKeys} />,
        },
        {
          id: 'sent',
          header: t('inventory.column.sentOver'),
          cell: ({ sent, receivers }) => (
            <Graded source={receivers.length > 0 ? sent : inventory.observed} reading={reading}>
              {receivers.length > 0
                ? receivers.map((service) => t(`services.${service}.short`)).join(', ')
                : t(reading ? 'inventory.notSent' : 'inventory.notKnown')}
            </Graded>
          ),
        },
        {
          id: 'kind',
          header: t('inventory.column.kind'),
          cell: ({ element }) => t(`catalogue.kinds.${element.kind}`),
        },
        {
          id: 'whose',
          header: t('inventory.column.whose'),
          cell: ({ element }) => t(`catalogue.whose.${element.whose}`),
        },
        {
          id: 'identifiability',
          header: t('inventory.column.identifiability'),
          cell: ({ element }) => t(`catalogue.identifiability.${element.identifiability}`),
        },
      ]}
    />
  )
}
