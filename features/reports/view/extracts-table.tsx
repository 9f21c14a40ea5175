import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { copyDays } from '#domain/access-request.ts'
import type { MadeExtract } from '#features/access-requests/queries.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { Size } from './report-words.tsx'

/** What was handed out for a request: the file itself only where it was kept. */
export async function ExtractsTable({ extracts }: { extracts: readonly MadeExtract[] }) {
  const t = await getTranslations('reports')
  return (
    <DataTable
      label={t('extract.made')}
      rows={extracts}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        {
          id: 'composed',
          oneLine: true,
          header: t('column.composed'),
          cell: ({ composedAt }) => <Moment at={composedAt} />,
        },
        { id: 'by', header: t('column.by'), cell: ({ composedBy }) => composedBy },
        {
          id: 'language',
          header: t('column.language'),
          cell: ({ language }) => t(language === 'fr' ? 'languages.fr' : 'languages.en'),
        },
        { id: 'size', header: t('column.size'), numeric: true, cell: ({ size }) => <Size bytes={size} /> },
        {
          id: 'kept',
          header: t('extract.kept'),
          cell: ({ reportId, expiredAt }) =>
            reportId === null ? (
              t('extract.notKept')
            ) : (
              <QuietLink href={`/reports/${reportId}`}>
                {expiredAt === null
                  ? t('extract.asReport', { days: copyDays })
                  : t.rich('extract.copyErased', { at: () => <Moment at={expiredAt} /> })}
              </QuietLink>
            ),
        },
        { id: 'hash', header: t('fact.pdf'), mono: true, cell: ({ pdfSha256 }) => pdfSha256 },
      ]}
    />
  )
}
