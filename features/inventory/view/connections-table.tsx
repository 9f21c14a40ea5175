import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { CompleteReading } from '#features/readings/queries.ts'
import { datesHere } from '#i18n/dates.ts'
import type { InventoryConnection } from '../population.ts'
import { Figure, rowsOf } from './population-words.tsx'
import { SharedUntil } from './shared-until.tsx'

type ConnectionsTableProps = {
  connections: InventoryConnection[]
  reading: CompleteReading | null
  /** What tells accounts and expiries: a number may have another source. */
  observed: Source
  /** On the list of all, each says its service. */
  withService?: boolean
  empty: ReactNode
}

/** Connections with their state, account, expiry and numbers. */
export async function ConnectionsTable(props: ConnectionsTableProps) {
  const { connections, reading, observed, withService = false, empty } = props
  const t = await getTranslations()
  const date = await datesHere()
  const seen = (name: string) => (
    <Graded source={observed} reading={reading}>
      {name}
    </Graded>
  )
  return (
    <DataTable
      label={t('connections.title')}
      rows={connections}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/connections/${id}`}
      empty={empty}
      columns={[
        { id: 'name', header: t('connections.column.name'), cell: ({ name }) => name },
        ...(withService
          ? [
              {
                id: 'service',
                header: t('connections.column.service'),
                cell: ({ service }: InventoryConnection) => (
                  <abbr title={t(`services.${service}.name`)}>{t(`services.${service}.short`)}</abbr>
                ),
              },
            ]
          : []),
        {
          id: 'state',
          header: t('connections.column.state'),
          cell: ({ state, sharedBefore, restarts }) => (
            <>
              <StateMark state={state}>{t(`states.${state}`)}</StateMark>
              {restarts ? (
                <>
                  <br />
                  <StateMark state="restarted">{t('connections.restarted')}</StateMark>
                </>
              ) : null}
              {(state === 'disabled' || state === 'emptied') && sharedBefore ? (
                <>
                  <br />
                  <SharedUntil before={sharedBefore} />
                </>
              ) : null}
            </>
          ),
        },
        {
          id: 'account',
          header: seen(t('connections.column.account')),
          cell: ({ account }) =>
            account ? <Address>{account.appleId}</Address> : t('connections.noAccount'),
        },
        {
          id: 'expires',
          header: seen(t('connections.column.expires')),
          oneLine: true,
          cell: ({ expiresAt }) =>
            expiresAt ? date(expiresAt, { dateStyle: 'medium' }) : t('connections.noExpiry'),
        },
        {
          id: 'devices',
          header: t('connections.column.devices'),
          numeric: true,
          cell: ({ id, population }) => (
            <Figure
              value={population.value.devices}
              source={population.source}
              reading={reading}
              href={rowsOf('devices', { connection: id })}
            />
          ),
        },
        {
          id: 'people',
          header: t('connections.column.people'),
          numeric: true,
          cell: ({ id, population }) => (
            <Figure
              value={population.value.people}
              source={population.source}
              reading={reading}
              href={rowsOf('people', { connection: id })}
            />
          ),
        },
      ]}
    />
  )
}
