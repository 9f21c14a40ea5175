import { getFormatter, getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { ComparedReadings } from '../compared-readings.ts'
import type { ConnectionShares } from '../difference.ts'
import type { Way } from '../difference-lists.ts'
import { mostCounted } from '../moved-shares.ts'
import { movedHref } from './difference-links.ts'

type MovedSharesTableProps = { between: ComparedReadings; shares: ConnectionShares[] }

const columns = [
  { list: 'devices', way: 'appeared' },
  { list: 'devices', way: 'vanished' },
  { list: 'people', way: 'appeared' },
  { list: 'people', way: 'vanished' },
] as const

/** How many devices and people came and went over each connection; a number leads to those it counts. */
export async function MovedSharesTable({ between, shares }: MovedSharesTableProps) {
  const t = await getTranslations()
  const format = await getFormatter()
  const numberOf = (share: ConnectionShares, list: 'devices' | 'people', way: Way) => {
    const count = share[list][way]
    if (count === 0) return format.number(0)
    return (
      <QuietLink href={movedHref(between, { list, connection: share.connectionId, way })}>
        {count === null ? t('readings.difference.tooMany', { most: mostCounted }) : format.number(count)}
      </QuietLink>
    )
  }
  return (
    <DataTable
      label={t('readings.difference.sharesTitle')}
      rows={shares}
      rowKey={({ connectionId }) => connectionId}
      empty={<p>{t('readings.difference.noShares')}</p>}
      columns={[
        {
          id: 'name',
          header: t('connections.column.name'),
          cell: ({ connection }) => connection.name,
        },
        ...columns.map(({ list, way }) => ({
          id: `${list} ${way}`,
          header: t(`readings.difference.column.${list}.${way}`),
          numeric: true,
          cell: (share: ConnectionShares) => numberOf(share, list, way),
        })),
      ]}
    />
  )
}
