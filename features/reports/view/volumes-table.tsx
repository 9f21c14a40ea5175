import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { serialsOf } from '#domain/report/device-annex.ts'
import type { ReportSummary } from '../queries.ts'

/** The volumes of a report's devices, each to be taken along once all are drawn. */
export async function VolumesTable({ report }: { report: ReportSummary }) {
  const t = await getTranslations('reports.annex')
  const isReady = report.state === 'ready'
  const numbered = report.volumes.map((volume, index) => ({ ...volume, number: index + 1 }))
  return (
    <DataTable
      label={t('title')}
      rows={numbered}
      empty={null}
      rowKey={({ number }) => String(number)}
      columns={[
        {
          id: 'volume',
          header: t('volume'),
          oneLine: true,
          cell: ({ number }) =>
            isReady ? (
              <a href={`/api/reports/${report.id}/volume?number=${number}`} download>
                {t('download', { number })}
              </a>
            ) : (
              t('download', { number })
            ),
        },
        {
          id: 'devices',
          header: t('devices'),
          numeric: true,
          cell: ({ devices }) => t('number', { devices }),
        },
        {
          id: 'serials',
          header: t('serials'),
          cell: (volume) => t('fromTo', serialsOf(volume)),
        },
      ]}
    />
  )
}
