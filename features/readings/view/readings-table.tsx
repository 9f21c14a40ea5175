import { getFormatter, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { ReadingSummary } from '../queries.ts'
import { ReadingStateMark } from './reading-state.tsx'
import { Duration, Moment, Reason } from './reading-words.tsx'

type ReadingsTableProps = { readings: ReadingSummary[]; empty: ReactNode }

/** Readings, each a line that opens. */
export async function ReadingsTable({ readings, empty }: ReadingsTableProps) {
  const t = await getTranslations('readings')
  const format = await getFormatter()
  return (
    <DataTable
      label={t('title')}
      rows={readings}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/readings/${id}`}
      empty={empty}
      columns={[
        {
          id: 'sequence',
          oneLine: true,
          header: t('column.reading'),
          cell: ({ sequence }) => t('numbered', { sequence }),
        },
        {
          id: 'state',
          header: t('column.state'),
          cell: ({ state }) => <ReadingStateMark state={state} />,
        },
        {
          id: 'started',
          oneLine: true,
          header: t('column.started'),
          cell: ({ startedAt, requestedAt }) => <Moment at={startedAt ?? requestedAt} />,
        },
        {
          id: 'duration',
          header: t('column.duration'),
          numeric: true,
          cell: (reading) => <Duration {...reading} />,
        },
        {
          id: 'devices',
          header: t('column.devices'),
          numeric: true,
          cell: ({ devices }) => (devices === null ? null : format.number(devices)),
        },
        {
          id: 'people',
          header: t('column.people'),
          numeric: true,
          cell: ({ people }) => (people === null ? null : format.number(people)),
        },
        {
          id: 'difference',
          oneLine: true,
          header: t('column.difference'),
          cell: ({ id, state, sequence }) =>
            state === 'finished' && sequence > 1 ? (
              <QuietLink href={`/readings/${id}/difference`} aria-label={t('difference.link', { sequence })}>
                {t('difference.short')}
              </QuietLink>
            ) : null,
        },
        {
          id: 'by',
          header: t('column.by'),
          cell: ({ isTimetabled, requestedBy }) => (isTimetabled ? t('timetable.name') : requestedBy),
        },
        { id: 'reason', header: t('column.reason'), cell: (reading) => <Reason reading={reading} /> },
      ]}
    />
  )
}
