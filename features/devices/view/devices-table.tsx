import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import type { ListedDevice } from '../list-devices.ts'
import { PersonLink } from './person-link.tsx'
import { SharedOver } from './shared-over.tsx'
import { Since } from './sights.tsx'

type DevicesTableProps = { devices: ListedDevice[]; empty: ReactNode }

/** Devices, each a line that opens. */
export async function DevicesTable({ devices, empty }: DevicesTableProps) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('devices.title')}
      isLong
      rows={devices}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/devices/${id}`}
      empty={empty}
      columns={[
        {
          id: 'serial',
          share: 1.15,
          header: t('devices.fact.serial'),
          mono: true,
          oneLine: true,
          cell: ({ serial }) => serial ?? t('devices.noSerial'),
        },
        {
          id: 'name',
          share: 1.4,
          header: t('devices.fact.name'),
          cell: ({ name }) => name ?? t('shares.notGiven'),
        },
        {
          id: 'model',
          share: 1.1,
          header: t('devices.fact.model'),
          cell: ({ model }) => model ?? t('shares.notGiven'),
        },
        {
          id: 'person',
          share: 1.3,
          header: t('devices.column.person'),
          cell: ({ person }) => <PersonLink person={person} nobody={t('devices.nobody')} />,
        },
        {
          id: 'over',
          share: 1.3,
          oneLine: true,
          header: t('shares.column.over'),
          cell: ({ sharedOver, standing }) => <SharedOver services={sharedOver} standing={standing} />,
        },
        {
          id: 'since',
          share: 1.9,
          oneLine: true,
          header: t('shares.column.seen'),
          cell: ({ since }) => <Since sight={since} />,
        },
      ]}
    />
  )
}
