import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Since, Until } from '#features/devices/view/sights.tsx'
import type { AsOf } from '#features/inventory/as-of.ts'
import { atDay } from '#features/inventory/view/as-of-links.ts'
import type { PersonDetail } from '../person-detail.ts'

/** The devices of a person, each from when it was theirs until when, and over what it was shared in that time. */
export async function HeldDevicesTable({ person, asOf }: { person: PersonDetail; asOf: AsOf }) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('people.devicesTitle')}
      rows={person.devices}
      rowKey={({ device, since }) => `${device.id}/${since.reading?.sequence}`}
      rowHref={({ device }) => atDay(`/devices/${device.id}`, asOf)}
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
          wideOnly: true,
          cell: ({ device }) => device.name ?? t('shares.notGiven'),
        },
        {
          id: 'model',
          header: t('devices.fact.model'),
          wideOnly: true,
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
