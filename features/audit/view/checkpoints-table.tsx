import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { Timestamp } from '#components/timestamp.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { CheckpointFile } from '../checkpoints.ts'

type Props = { checkpoints: CheckpointFile[]; empty: ReactNode }

/** The checkpoints of the log, each with its file. */
export async function CheckpointsTable({ checkpoints, empty }: Props) {
  const t = await getTranslations('audit.checkpoints')
  const format = await getFormatter()
  const date = await datesHere()
  return (
    <DataTable
      label={t('title')}
      rows={checkpoints}
      rowKey={({ sequence }) => String(sequence)}
      empty={empty}
      columns={[
        { id: 'covers', header: t('column.covers'), cell: ({ sequence }) => format.number(sequence) },
        {
          id: 'made',
          header: t('column.made'),
          oneLine: true,
          cell: ({ at }) => (
            <Timestamp at={at.toISOString()}>
              {date(at, { dateStyle: 'medium', timeStyle: 'medium' })}
            </Timestamp>
          ),
        },
        { id: 'key', header: t('column.key'), mono: true, cell: ({ key }) => key },
        {
          id: 'file',
          header: t('column.file'),
          cell: ({ sequence }) => (
            <a
              href={`/api/audit/checkpoints/${sequence}`}
              aria-label={t('downloadOf', { sequence })}
              download
            >
              {t('download')}
            </a>
          ),
        },
      ]}
    />
  )
}
