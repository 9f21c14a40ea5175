import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import type { AccountChanges } from '../changed-connections.ts'

/** Apple accounts that appeared, vanished or went missing. */
export async function AccountChangesTable({ accounts }: { accounts: AccountChanges }) {
  const t = await getTranslations()
  const rows = [
    ...accounts.appeared.map((appleId) => ({ appleId, change: 'appeared' })),
    ...accounts.vanished.map((appleId) => ({ appleId, change: 'vanished' })),
    ...accounts.missing.map((appleId) => ({ appleId, change: 'missing' })),
  ]
  return (
    <DataTable
      label={t('readings.difference.accountsTitle')}
      rows={rows}
      rowKey={({ appleId, change }) => `${change} ${appleId}`}
      empty={<p>{t('readings.difference.noAccounts')}</p>}
      columns={[
        {
          id: 'appleId',
          header: t('accounts.column.appleId'),
          cell: ({ appleId }) => <Address>{appleId}</Address>,
        },
        {
          id: 'change',
          header: t('readings.difference.column.change'),
          cell: ({ change }) => t(`readings.difference.account.${change}`),
        },
      ]}
    />
  )
}
