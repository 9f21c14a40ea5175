import { getFormatter, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import type { CollectionProgress } from '../queries.ts'

/** What was read, in the order of reading. */
export async function CollectionsTable({ collections }: { collections: CollectionProgress[] }) {
  const t = await getTranslations('readings')
  const format = await getFormatter()
  return (
    <DataTable
      label={t('collectionsTitle')}
      density="compact"
      rows={collections}
      rowKey={({ collection }) => collection}
      empty={<p>{t('nothingRead')}</p>}
      columns={[
        {
          id: 'collection',
          header: t('column.collection'),
          cell: ({ collection }) => t(`collections.${collection}`),
        },
        {
          id: 'state',
          header: t('column.state'),
          cell: ({ isDone, isRefused }) => t(isRefused ? 'refused' : isDone ? 'complete' : 'incomplete'),
        },
        { id: 'pages', header: t('column.pages'), numeric: true, cell: ({ pages }) => format.number(pages) },
        { id: 'seen', header: t('column.seen'), numeric: true, cell: ({ seen }) => format.number(seen) },
        { id: 'kept', header: t('column.kept'), numeric: true, cell: ({ kept }) => format.number(kept) },
      ]}
    />
  )
}
