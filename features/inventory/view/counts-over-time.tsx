import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { StepChart } from '#components/step-chart.tsx'
import type { Counted } from '#domain/catalogue/vocabulary.ts'
import { datesHere } from '#i18n/dates.ts'
import type { ElementDetail } from '../element-detail.ts'

const whyNone: Partial<Record<Counted, 'notCountable' | 'history.organisation'>> = {
  none: 'notCountable',
  organisation: 'history.organisation',
}

/** Whom a field concerned since the first reading: a small line, and each day's number as a table. */
export async function CountsOverTime({ detail }: { detail: ElementDetail }) {
  const t = await getTranslations('inventory')
  const date = await datesHere()
  const { history, element, inventory } = detail
  const { of } = element.counts
  const [first] = history
  const last = history.at(-1)
  if (!first || !last || of === 'none' || of === 'organisation')
    return <p>{t(whyNone[of] ?? 'history.none')}</p>
  const number = (value: number) => t('number', { value })
  const day = (at: Date) => date(at, { dateStyle: 'medium' })
  const highest = Math.max(...history.map(({ count }) => count))
  const table = (
    <DataTable
      label={t('history.title')}
      density="compact"
      rows={history.toReversed()}
      rowKey={({ at }) => at.toISOString()}
      empty={null}
      columns={[
        { id: 'day', header: t('history.day'), cell: ({ at }) => day(at), oneLine: true },
        {
          id: 'count',
          header: (await getTranslations('catalogue.whose'))(of),
          numeric: true,
          cell: ({ count }) => number(count),
        },
      ]}
    />
  )
  if (history.length === 1) return table
  return (
    <>
      <StepChart
        points={history.map(({ at, count }) => ({ at: at.getTime(), value: count }))}
        until={Math.max(inventory.asOf.getTime(), last.at.getTime())}
        words={{
          from: day(first.at),
          until: day(inventory.asOf),
          highest: t('history.highest', { count: highest }),
          last: t(`count.${of}`, { count: last.count }),
        }}
      />
      <details>
        <summary>{t('history.asTable')}</summary>
        {table}
      </details>
    </>
  )
}
