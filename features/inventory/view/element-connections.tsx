import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import type { ElementDetail } from '../element-detail.ts'
import { CountedOnce } from './counted-once.tsx'
import { flowingOver, PopulationWords } from './population-words.tsx'

/** The connections over which an element goes to Apple, each with its own number. */
export async function ElementConnections({ detail }: { detail: ElementDetail }) {
  const t = await getTranslations()
  const { service, connections, found, element, population, reading } = detail
  const { of } = element.counts
  const numberOf = ({ value }: typeof population) =>
    of === 'devices' || of === 'people' ? (value[of] ?? 0) : 0
  const countsSomeTwice =
    connections.reduce((sum, each) => sum + numberOf(each.population), 0) > numberOf(population)
  return (
    <>
      <DataTable
        label={t('inventory.connectionsTitle')}
        rows={connections}
        rowKey={({ connection }) => connection.id}
        rowHref={({ connection }) => `/connections/${connection.id}`}
        empty={<p>{t(reading ? 'inventory.overNone' : 'inventory.notRead')}</p>}
        columns={[
          {
            id: 'name',
            header: t('connections.column.name'),
            cell: ({ connection }) => connection.name,
          },
          {
            id: 'state',
            header: t('connections.column.state'),
            cell: ({ connection }) => (
              <StateMark state={connection.state}>{t(`states.${connection.state}`)}</StateMark>
            ),
          },
          {
            id: 'account',
            header: t('connections.column.account'),
            cell: ({ connection: { account } }) =>
              account ? <Address>{account.appleId}</Address> : t('connections.noAccount'),
          },
          {
            id: 'population',
            header: t('inventory.column.population'),
            cell: ({ connection, population }) => (
              <PopulationWords
                statement={population}
                of={of}
                reading={reading}
                over={{ connection: connection.id }}
                state={connection.state}
              />
            ),
          },
        ]}
      />
      <CountedOnce countsSomeTwice={countsSomeTwice} />
      <MoreConnections shown={connections.length} found={found} href={flowingOver(service.service)} />
    </>
  )
}
