import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Since, Until } from '#features/devices/view/sights.tsx'
import type { PersonDetail } from '../person-detail.ts'

/** The devices of a person, each from when it was theirs until when, and over what it was shared in that time. */
export async function HeldDevicesTable({ person }: { person: PersonDetail }) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('people.devicesTitle')}
      rows={person.devices}
      rowKey={({ device, since }) => `${device.id}/${since.reading?.sequence}`}
      rowHref={({ device }) => `/devices/${device.id}`}
      empty={<p>{t('people.noDevices')}</p>}
      columns={[
        {
          id: 'serial',
          header: t('devices.fact.serial'),
          mono: true,
          cell: ({ device }) => device.serial ?? t('devices.noSerial'),
        },
        {
          id: 'name',
          header: t('devices.fact.name'),
          cell: ({ device }) => device.name ?? t('shares.notGiven'),
        },
        {
          id: 'model',
          header: t('devices.fact.model'),
          cell: ({ device }) => device.model ?? t('shares.notGiven'),
        },
        {
          id: 'since',
          oneLine: true,
          header: t('people.column.heldSince'),
          cell: ({ since }) => <Since sight={since} />,
        },
        {
          id: 'until',
          oneLine: true,
          header: t('people.column.heldUntil'),
          cell: ({ until }) => (
            <Until sight={until} standing={person.standing} still={t('people.stillHeld')} />
          ),
        },
        {
          id: 'over',
          oneLine: true,
          header: t('people.column.sharedThen'),
          cell: ({ sharedOver }) =>
            sharedOver.length === 0
              ? t('shares.overNone')
              : sharedOver.map((service) => t(`services.${service}.short`)).join(', '),
        },
      ]}
    />
  )
}
