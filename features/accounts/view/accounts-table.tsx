import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import type { Source } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { ConnectionNames } from '#features/connections/view/connection-names.tsx'
import { Day } from '#features/connections/view/day.tsx'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import { addressOf } from '#features/inventory/view/as-of-links.ts'
import type { AccountSummary } from '../list-accounts.ts'
import { AccountFlags } from './account-flags.tsx'
import { DeletionStated } from './deletion-stated.tsx'
import { Requested } from './requested.tsx'

type AccountsTableProps = {
  accounts: AccountSummary[]
  /** The reading that named the accounts. */
  source: Source
  reading: { id: string; sequence: number } | null
  empty: ReactNode
}

/** Each Apple account with what it stands behind, and whether it was deleted or is kept by decision. */
export async function AccountsTable({ accounts, source, reading, empty }: AccountsTableProps) {
  const t = await getTranslations('accounts')
  return (
    <DataTable
      label={t('title')}
      rows={accounts}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/accounts/${id}`}
      empty={empty}
      columns={[
        {
          id: 'appleId',
          header: reading ? (
            <Graded source={source} reading={reading}>
              {t('column.appleId')}
            </Graded>
          ) : (
            t('column.appleId')
          ),
          cell: ({ appleId }) => <Address>{appleId}</Address>,
        },
        {
          id: 'flags',
          header: t('column.flags'),
          cell: ({ flags, use, foundAgainAt }) =>
            flags.length > 0 ? <AccountFlags flags={flags} /> : t(unflagged({ use, foundAgainAt })),
        },
        {
          id: 'connections',
          header: t('column.connections'),
          cell: ({ appleId, connections, stated, count }) => (
            <>
              <ConnectionNames connections={connections} stated={stated} />
              <MoreConnections
                shown={connections.length}
                found={count}
                href={addressOf('/connections', { q: appleId })}
              />
            </>
          ),
        },
        {
          id: 'deletion',
          header: t('column.deletion'),
          cell: ({ deletion, foundAgainAt, keeping, deletionRequested: requested, stated: [first], use }) => {
            if (deletion) return <DeletionStated deletion={deletion} foundAgainAt={foundAgainAt} />
            if (keeping)
              return (
                <Graded
                  source={{ grade: 'stated', by: keeping.decidedBy, at: keeping.decidedAt.toISOString() }}
                >
                  {t.rich('kept', { date: () => <Day at={keeping.reviewOn} /> })}
                </Graded>
              )
            if (requested) return <Requested request={requested} />
            if (use === 'stated' && first)
              return (
                <Graded source={{ grade: 'stated', by: first.statedBy, at: first.statedAt.toISOString() }}>
                  {t('stated')}
                </Graded>
              )
            return t(use ?? 'notStated')
          },
        },
      ]}
    />
  )
}

const unflagged = ({ use, foundAgainAt }: Pick<AccountSummary, 'use' | 'foundAgainAt'>) => {
  if (use !== null) return 'noFlag'
  return foundAgainAt ? 'entries.earlier' : 'notInUse'
}
