import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { elementsOf } from '#domain/catalogue/catalogue.ts'
import type { Source } from '#domain/grade.ts'
import { groupOf } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { datesHere } from '#i18n/dates.ts'

export type ServedConnectionsProps = {
  label: string
  connections: readonly ConnectionSummary[]
  source: Source
  reading: CompleteReading | null
}

/** The connections of one account, past ones too: how each stands, when it expires, since and until when it was seen. */
export async function ServedConnections(props: ServedConnectionsProps) {
  const { label, connections, source, reading } = props
  const t = await getTranslations()
  const date = await datesHere()
  const day = (at: Date) => date(at, { dateStyle: 'medium' })
  return (
    <DataTable
      label={label}
      rows={connections}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/connections/${id}`}
      empty={t('accounts.noConnection')}
      columns={[
        { id: 'name', header: t('connections.column.name'), cell: ({ name }) => name },
        {
          id: 'service',
          header: t('connections.column.service'),
          cell: ({ service }) => t(`services.${service}.name`),
        },
        {
          id: 'state',
          header: t('connections.column.state'),
          cell: ({ state }) => <StateMark state={state}>{t(`states.${state}`)}</StateMark>,
        },
        {
          id: 'expires',
          header: (
            <Graded source={source} reading={reading}>
              {t('connections.column.expires')}
            </Graded>
          ),
          oneLine: true,
          cell: ({ expiresAt }) => (expiresAt ? day(expiresAt) : t('connections.noExpiry')),
        },
        {
          id: 'fields',
          header: t('accounts.column.fields'),
          numeric: true,
          cell: ({ service }) => elementsOf(groupOf(service)).length,
        },
        {
          id: 'seen',
          header: t('accounts.column.seen'),
          oneLine: true,
          cell: ({ observedSince, disabledAt, until }) =>
            until !== null && disabledAt
              ? t('accounts.seenUntil', { since: day(observedSince), until: day(disabledAt) })
              : t('accounts.seenSince', { since: day(observedSince) }),
        },
      ]}
    />
  )
}
