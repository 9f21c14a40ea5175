import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import type { HandedOver, MovedDevice, MovedPerson } from '../difference-lists.ts'

/** Devices by serial number and name. */
export async function MovedDevicesTable({ devices }: { devices: MovedDevice[] }) {
  const t = await getTranslations('readings.difference')
  return (
    <DataTable
      label={t('column.device')}
      density="compact"
      rows={devices}
      rowKey={({ id }) => id}
      empty={<p>{t('nobodyLeft')}</p>}
      columns={[
        {
          id: 'serial',
          header: t('column.serial'),
          mono: true,
          cell: ({ serial }) => serial ?? t('nothing'),
        },
        { id: 'name', header: t('column.deviceName'), cell: ({ name }) => name ?? t('nothing') },
      ]}
    />
  )
}

/** People by user principal name and name. */
export async function MovedPeopleTable({ people }: { people: MovedPerson[] }) {
  const t = await getTranslations('readings.difference')
  return (
    <DataTable
      label={t('column.person')}
      density="compact"
      rows={people}
      rowKey={({ id }) => id}
      empty={<p>{t('nobodyLeft')}</p>}
      columns={[
        {
          id: 'upn',
          header: t('column.upn'),
          cell: ({ upn }) => (upn === null ? t('nothing') : <Address>{upn}</Address>),
        },
        { id: 'name', header: t('column.personName'), cell: ({ name }) => name ?? t('nothing') },
      ]}
    />
  )
}

/** Devices with whose they were and whose they are. */
export async function HandedOverTable({ devices }: { devices: HandedOver[] }) {
  const t = await getTranslations('readings.difference')
  return (
    <DataTable
      label={t('handedOverTitle')}
      density="compact"
      rows={devices}
      rowKey={({ id }) => id}
      empty={<p>{t('nobodyLeft')}</p>}
      columns={[
        {
          id: 'serial',
          header: t('column.serial'),
          mono: true,
          cell: ({ serial }) => serial ?? t('nothing'),
        },
        { id: 'name', header: t('column.deviceName'), cell: ({ name }) => name ?? t('nothing') },
        { id: 'before', header: t('column.before'), cell: ({ before }) => <Address>{before}</Address> },
        { id: 'after', header: t('column.after'), cell: ({ after }) => <Address>{after}</Address> },
      ]}
    />
  )
}
