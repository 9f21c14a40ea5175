import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { ReportSummary } from '../queries.ts'
import { ReportName } from './report-name.tsx'
import { ReportStateMark } from './report-state.tsx'
import { Size } from './report-words.tsx'

/** Enough of a hash to tell two files apart at a glance. */
const shortHash = (hash: string | null): string | null => hash?.slice(0, 12) ?? null

/** Reports, each a line that opens. */
export async function ReportsTable({ reports, empty }: { reports: ReportSummary[]; empty: ReactNode }) {
  const t = await getTranslations('reports')
  return (
    <DataTable
      label={t('title')}
      rows={reports}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reports/${id}`}
      empty={empty}
      columns={[
        { id: 'kind', header: t('column.kind'), cell: (report) => <ReportName report={report} /> },
        {
          id: 'composed',
          oneLine: true,
          header: t('column.composed'),
          cell: ({ composedAt }) => <Moment at={composedAt} />,
        },
        { id: 'by', header: t('column.by'), cell: ({ composedBy }) => composedBy },
        { id: 'version', header: t('column.version'), cell: ({ version }) => t(`document.state.${version}`) },
        { id: 'language', header: t('column.language'), cell: ({ language }) => t(`languages.${language}`) },
        {
          id: 'standard',
          oneLine: true,
          header: t('column.standard'),
          cell: ({ standard }) => t(`standards.${standard}`),
        },
        { id: 'state', header: t('column.state'), cell: (report) => <ReportStateMark report={report} /> },
        {
          id: 'size',
          header: t('column.size'),
          numeric: true,
          cell: ({ size }) => (size === null ? null : <Size bytes={size} />),
        },
        {
          id: 'hash',
          header: t('column.hash'),
          mono: true,
          oneLine: true,
          cell: ({ pdfSha256 }) => shortHash(pdfSha256),
        },
      ]}
    />
  )
}
