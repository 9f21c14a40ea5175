import { getTranslations } from 'next-intl/server'
import { Address } from '#components/address.tsx'
import { DataTable } from '#components/data-table.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { CaseAccount } from '../accounts.ts'
import type { OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'
import { EvidenceSection } from './evidence-section.tsx'
import { OpenAccount } from './open-account.tsx'
import { OrganisationAtApple } from './organisation-at-apple.tsx'
import { Reopened } from './reopened.tsx'

type AccountStepProps = {
  offboarding: OffboardingDetail
  /** The account that was asked for; without one, the first that has no last word. */
  asked: string | undefined
  mayRun: boolean
  mayState: boolean
  mayKeep: boolean
  mayStart: boolean
  today: Date
}

const namesOf = ({ connections }: CaseAccount): string => connections.map(({ name }) => name).join(', ')

/** The second half of stopping, account by account: what to click at Apple, and whose word ends it; then what that was. */
export async function AccountStep({ offboarding, asked, mayStart, ...may }: AccountStepProps) {
  const { id, accounts } = offboarding
  const shown =
    accounts.find((account) => account.id === asked) ??
    accounts.find(({ isSettled }) => !isSettled) ??
    accounts[0]
  if (!shown) return null
  return (
    <>
      <Reopened offboarding={offboarding} mayStart={mayStart} />
      {accounts.length > 1 ? <Accounts offboarding={offboarding} shown={shown} /> : null}
      {shown.isSettled ? (
        <SettledAccount account={shown} offboarding={offboarding} />
      ) : (
        <OpenAccount key={shown.id} offboardingId={id} account={shown} {...may} />
      )}
      <OrganisationAtApple
        offboarding={offboarding}
        mayState={may.mayRun && offboarding.state !== 'cancelled'}
      />
      <EvidenceSection offboarding={offboarding} mayRun={may.mayRun} />
    </>
  )
}

async function Accounts({ offboarding, shown }: { offboarding: OffboardingDetail; shown: CaseAccount }) {
  const t = await getTranslations('offboardings')
  const { id, accounts } = offboarding
  const open = accounts.filter(({ isSettled }) => !isSettled).length
  return (
    <Section
      title={t('account.all')}
      note={open > 0 ? t('account.left', { open, of: accounts.length }) : undefined}
    >
      <DataTable
        label={t('account.all')}
        rows={accounts}
        rowKey={(account) => account.id}
        rowHref={(account) => `/offboardings/${id}/account?of=${account.id}`}
        empty={null}
        density="compact"
        columns={[
          {
            id: 'account',
            header: t('column.account'),
            cell: (account) => {
              const name = account.appleId ?? t('noAccount')
              return account === shown ? <strong>{name}</strong> : name
            },
          },
          { id: 'connections', header: t('column.connections'), cell: namesOf },
          { id: 'state', header: t('column.state'), cell: (account) => <AccountState account={account} /> },
        ]}
      />
    </Section>
  )
}

async function AccountState({ account: { isSettled, request, connections } }: { account: CaseAccount }) {
  const t = await getTranslations()
  const [connection] = connections
  if (!isSettled)
    return request ? (
      <StateMark state="expiring">{t('offboardings.account.request.requested')}</StateMark>
    ) : (
      <StateMark state="disabled">{t('states.disabled')}</StateMark>
    )
  const state = connection?.keeping ? 'accountKept' : 'stopped'
  return <StateMark state={state}>{t(`states.${state}`)}</StateMark>
}

async function SettledAccount({
  account,
  offboarding,
}: {
  account: CaseAccount
  offboarding: OffboardingDetail
}) {
  const [connection] = account.connections
  if (!connection) return null
  return (
    <Section
      title={account.appleId === null ? namesOf(account) : <Address wraps>{account.appleId}</Address>}
      note={account.appleId === null ? undefined : namesOf(account)}
    >
      <DefinitionList items={await accountOutcome(connection, offboarding)} />
    </Section>
  )
}
