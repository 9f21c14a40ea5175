import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { midnightOf } from '#domain/day.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { StatedConnection } from '../stated.ts'

/** Stated connections, each with whose word it is. */
export async function StatedTable({ stated }: { stated: readonly StatedConnection[] }) {
  const t = await getTranslations('stated')
  const words = await getTranslations()
  const date = await datesHere()
  return (
    <DataTable
      label={t('table')}
      rows={stated}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/connections/stated/${id}`}
      empty={null}
      columns={[
        { id: 'name', width: '18%', header: t('column.name'), cell: ({ name }) => <bdi>{name}</bdi> },
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
          cell: ({ expiry }) =>
            expiry ? date(midnightOf(expiry.day), { dateStyle: 'medium', timeZone: 'UTC' }) : t('noExpiry'),
        },
        {
          id: 'by',
          header: t('column.by'),
          cell: ({ statedBy, statedAt }) => (
            <Graded source={{ grade: 'stated', by: statedBy, at: statedAt.toISOString() }}>
              {statedBy}, {date(statedAt, { dateStyle: 'medium' })}
            </Graded>
          ),
        },
      ]}
    />
  )
}
