import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import type { ConnectionChange } from '../changed-connections.ts'
import { ChangedFacts } from './changed-facts.tsx'

/** Connections that appeared, vanished, came back or changed, each a line that opens. */
export async function ConnectionChangesTable({ changes }: { changes: ConnectionChange[] }) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('readings.difference.connectionsTitle')}
      rows={changes}
      rowKey={({ connection }) => connection.id}
      rowHref={({ connection }) => `/connections/${connection.id}`}
      empty={<p>{t('readings.difference.noConnections')}</p>}
      columns={[
        {
          id: 'name',
          header: t('connections.column.name'),
          cell: ({ connection }) => connection.name,
        },
        {
          id: 'service',
          header: t('connections.column.service'),
          cell: ({ connection: { service } }) => (
            <abbr title={t(`services.${service}.name`)}>{t(`services.${service}.short`)}</abbr>
          ),
        },
        {
          id: 'change',
          header: t('readings.difference.column.change'),
          cell: ({ change, facts }) => (
            <>
              {change === 'changed' ? null : t(`readings.difference.${change}`)}
              {facts.length > 0 ? <ChangedFacts facts={facts} /> : null}
            </>
          ),
        },
      ]}
    />
  )
}
