import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { Sighting } from '#features/readings/witnesses.ts'
import type { SharePeriod } from '../share-periods.ts'
import { Since, Until } from './sights.tsx'

type PeriodsTableProps<Period> = {
  periods: readonly Period[]
  /** The reading that says what is shared at the moment the page speaks of. */
  standing: Sighting | null
  /** What else is told of a period, after its connection. */
  also?: Column<Period>[]
}

/** Over which connections something was shared, from which reading to which: each end cites the reading that saw it. */
export async function PeriodsTable<Period extends SharePeriod>(props: PeriodsTableProps<Period>) {
  const { periods, standing, also = [] } = props
  const t = await getTranslations()
  return (
    <DataTable
      label={t('shares.title')}
      rows={periods}
      rowKey={({ connection, since }) => `${connection.id}/${since.reading?.sequence}`}
      rowHref={({ connection }) => `/connections/${connection.id}`}
      empty={<p>{t('shares.none')}</p>}
      columns={[
        {
          id: 'connection',
          header: t('shares.column.connection'),
          cell: ({ connection }) => connection.name,
        },
        {
          id: 'service',
          header: t('shares.column.service'),
          cell: ({ connection }) => t(`services.${connection.service}.name`),
        },
        ...also,
        {
          id: 'since',
          oneLine: true,
          header: t('shares.column.since'),
          cell: ({ since }) => <Since sight={since} />,
        },
        {
          id: 'until',
          oneLine: true,
          header: t('shares.column.until'),
          cell: ({ until }) => <Until sight={until} standing={standing} still={t('shares.still')} />,
        },
        {
          id: 'state',
          header: t('shares.column.state'),
          cell: ({ connection }) => (
            <StateMark state={connection.state}>{t(`states.${connection.state}`)}</StateMark>
          ),
        },
      ]}
    />
  )
}
