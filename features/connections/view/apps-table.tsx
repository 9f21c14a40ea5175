import { getFormatter, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { ProportionBar } from '#components/proportion-bar.tsx'
import type { ConnectionDetail } from '../queries.ts'

/** Apps licensed through a location token, with the licences in use. */
export async function AppsTable({ apps }: { apps: ConnectionDetail['apps'] }) {
  const t = await getTranslations('connections')
  const format = await getFormatter()
  const number = (value: number | null) => (value === null ? t('notGiven') : format.number(value))
  return (
    <DataTable
      label={t('appsTitle')}
      density="compact"
      rows={apps}
      rowKey={({ externalId }) => externalId}
      empty={<p>{t('noApps')}</p>}
      columns={[
        { id: 'name', header: t('column.app'), cell: ({ name }) => name },
        { id: 'kind', header: t('column.platform'), cell: ({ kind }) => t(`platforms.${kind}`) },
        { id: 'used', header: t('column.used'), numeric: true, cell: ({ used }) => number(used) },
        { id: 'total', header: t('column.total'), numeric: true, cell: ({ total }) => number(total) },
        {
          id: 'share',
          header: <HiddenText>{t('column.share')}</HiddenText>,
          width: '160px',
          cell: ({ used, total }) =>
            used === null || !total ? null : <ProportionBar share={used / total} />,
        },
      ]}
    />
  )
}
