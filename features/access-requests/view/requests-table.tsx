import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import type { AccessRequestSummary } from '../queries.ts'
import { Due, daysHere, RequestMark } from './request-words.tsx'

type RequestsTableProps = { requests: AccessRequestSummary[]; empty: ReactNode }

/** Requests, each a line that opens. */
export async function RequestsTable({ requests, empty }: RequestsTableProps) {
  const t = await getTranslations('accessRequests')
  const day = await daysHere()
  return (
    <DataTable
      label={t('title')}
      rows={requests}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/access-requests/${id}`}
      empty={empty}
      columns={[
        { id: 'requester', header: t('column.requester'), cell: ({ requester }) => requester },
        { id: 'state', header: t('column.state'), cell: (request) => <RequestMark request={request} /> },
        { id: 'due', header: t('column.due'), cell: (request) => <Due request={request} /> },
        { id: 'about', header: t('column.about'), cell: ({ about }) => about },
        {
          id: 'received',
          oneLine: true,
          header: t('column.received'),
          cell: ({ receivedOn }) => day(receivedOn),
        },
      ]}
    />
  )
}
