import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { longDays } from '#features/catalogue/view/long-day.ts'
import type { StatedConnection } from '../stated.ts'
import { ExpiryDay } from './expiry-day.tsx'

/** Stated connections, each with whose word it is. */
export async function StatedTable({ stated }: { stated: readonly StatedConnection[] }) {
  const t = await getTranslations('stated')
  const words = await getTranslations()
  const longDay = await longDays()
  return (
    <DataTable
      label={t('table')}
      rows={stated}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/connections/stated/${id}`}
      empty={null}
      columns={[
        { id: 'name', header: t('column.name'), cell: ({ name }) => <bdi>{name}</bdi> },
        {
          id: 'service',
          header: words('connections.column.service'),
          cell: ({ service }) => (
            <abbr title={words(`services.${service}.name`)}>{words(`services.${service}.short`)}</abbr>
          ),
        },
        {
          id: 'state',
          header: t('column.state'),
          cell: ({ state }) => <StateMark state={state}>{words(`states.${state}`)}</StateMark>,
        },
        {
          id: 'account',
          header: t('appleId'),
          cell: ({ appleId }) =>
            appleId === null ? words('connections.noAccount') : <Address>{appleId}</Address>,
        },
        {
          id: 'expires',
          header: t('column.expires'),
          oneLine: true,
          cell: ({ expiry }) => (expiry ? <ExpiryDay expiry={expiry} /> : t('noExpiry')),
        },
        {
          id: 'by',
          header: t('column.by'),
          cell: ({ statedBy, statedAt }) => (
            <Graded source={{ grade: 'stated', by: statedBy, at: statedAt.toISOString() }}>
              {statedBy}, {longDay(statedAt)}
            </Graded>
          ),
        },
      ]}
    />
  )
}
