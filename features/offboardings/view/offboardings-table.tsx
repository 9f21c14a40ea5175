import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { OffboardingSummary } from '../queries.ts'
import { CaseStateMark } from './case-state.tsx'

type OffboardingsTableProps = { offboardings: OffboardingSummary[]; empty: ReactNode }

/** Cases, each a line that opens where it stands. */
export async function OffboardingsTable({ offboardings, empty }: OffboardingsTableProps) {
  const t = await getTranslations('offboardings')
  return (
    <DataTable
      label={t('title')}
      rows={offboardings}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/offboardings/${id}`}
      empty={empty}
      columns={[
        {
          id: 'connections',
          header: t('column.connections'),
          cell: ({ connections }) => connections.map(({ name }) => name).join(', ') || t('nothingChosen'),
        },
        {
          id: 'state',
          header: t('column.state'),
          cell: ({ state, connections }) => <CaseStateMark state={state} connections={connections} />,
        },
        { id: 'startedBy', header: t('column.startedBy'), cell: ({ startedByName }) => startedByName },
        {
          id: 'startedAt',
          oneLine: true,
          header: t('column.startedAt'),
          cell: ({ startedAt }) => <Moment at={startedAt} />,
        },
        {
          id: 'endedAt',
          oneLine: true,
          header: t('column.endedAt'),
          cell: ({ endedAt }) => (endedAt ? <Moment at={endedAt} /> : null),
        },
      ]}
    />
  )
}
