import { getTranslations } from 'next-intl/server'
import { Fragment } from 'react'
import type { ReportTable } from '#domain/report/table.ts'

/** The rows of a report as files, in the two forms of a spreadsheet. */
export async function TableLinks({
  reportId,
  tables,
}: {
  reportId: string
  tables: readonly ReportTable['id'][]
}) {
  const t = await getTranslations()
  return tables.map((table, at) => (
    <Fragment key={table}>
      {at > 0 ? ' · ' : null}
      {t(`reports.tables.${table}`)}{' '}
      {(['csv', 'xlsx'] as const).map((format) => (
        <Fragment key={format}>
          <a
            href={`/api/reports/${reportId}/table?table=${table}&format=${format}`}
            aria-label={`${t(`reports.tables.${table}`)} ${t(`inventory.export.${format}`)}`}
            download
          >
            {t(`inventory.export.${format}`)}
          </a>{' '}
        </Fragment>
      ))}
    </Fragment>
  ))
}
