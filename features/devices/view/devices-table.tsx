import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import type { AsOf } from '#features/inventory/as-of.ts'
import { atDay } from '#features/inventory/view/as-of-links.ts'
import type { ListedDevice } from '../list-devices.ts'
import { PersonLink } from './person-link.tsx'
import { SharedOver } from './shared-over.tsx'
import { Since } from './sights.tsx'

type DevicesTableProps = { devices: ListedDevice[]; asOf: AsOf; empty: ReactNode }

/** Devices, each a line that opens. */
export async function DevicesTable({ devices, asOf, empty }: DevicesTableProps) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('devices.title')}
      rows={devices}
      rowKey={({ id }) => id}
      rowHref={({ id }) => atDay(`/devices/${id}`, asOf)}
      empty={empty}
      columns={[
        {
          id: 'serial',
          header: t('devices.fact.serial'),
          mono: true,
          cell: ({ serial }) => serial ?? t('devices.noSerial'),
        },
        {
          id: 'name',
          header: t('devices.fact.name'),
          wideOnly: true,
          cell: ({ name }) => name ?? t('shares.notGiven'),
        },
        {
          id: 'model',
          header: t('devices.fact.model'),
          wideOnly: true,
          cell: ({ model }) => model ?? t('shares.notGiven'),
        },
        {
          id: 'person',
          header: t('devices.column.person'),
          cell: ({ person }) => <PersonLink person={person} asOf={asOf} nobody={t('devices.nobody')} />,
        },
        {
          id: 'over',
          oneLine: true,
          header: t('shares.column.over'),
          cell: ({ sharedOver, standing }) => <SharedOver services={sharedOver} standing={standing} />,
        },
        {
          id: 'since',
          oneLine: true,
          wideOnly: true,
          header: t('shares.column.seen'),
          cell: ({ since }) => <Since sight={since} />,
        },
      ]}
    />
  )
}
