import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Footnote } from '#components/footnote.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { listAccounts } from '#features/connections/queries.ts'
import { AccountsTable } from '#features/connections/view/accounts-table.tsx'
import { observedBy, readingsAtAGlance } from '#features/readings/queries.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accounts'))('title') }
}

export default async function Accounts() {
  const actor = await requireActor('accounts:read')
  const [accounts, { last }] = await Promise.all([listAccounts(actor), readingsAtAGlance(actor)])
  const t = await getTranslations('accounts')
  const words = await getTranslations()
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AccountsTable
        accounts={accounts}
        source={observedBy(last)}
        reading={last}
        empty={
          <EmptyState
            title={t('empty.title')}
            action={<ButtonLink href="/readings">{words('readings.go')}</ButtonLink>}
          >
            {t('empty.sentence')}
          </EmptyState>
        }
      />
      {accounts.length > 0 ? (
        <Footnote>
          <span>{t('typed')}</span>
        </Footnote>
      ) : null}
    </>
  )
}
