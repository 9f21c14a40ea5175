import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { Section } from '#components/section.tsx'
import type { CaseAccount } from '../accounts.ts'
import type { OffboardingDetail } from '../queries.ts'
import { accountOutcome } from './account-outcome.tsx'
import { OpenAccount } from './open-account.tsx'

type AccountStepProps = { offboarding: OffboardingDetail; mayState: boolean; mayKeep: boolean; today: Date }

/** The second half of stopping, account by account: what to click at Apple, and whose word ends it; then what that was. */
export async function AccountStep({ offboarding, mayState, mayKeep, today }: AccountStepProps) {
  const t = await getTranslations('offboardings.account')
  const { id, accounts } = offboarding
  const open = accounts.filter(({ isSettled }) => !isSettled)
  const settled = accounts.filter(({ isSettled }) => isSettled)
  return (
    <>
      {open.length > 0 && accounts.length > 1 ? (
        <Banner tone="refusal">{t('left', { open: open.length, of: accounts.length })}</Banner>
      ) : null}
      {open.map((account) => (
        <OpenAccount
          key={account.id}
          offboardingId={id}
          account={account}
          mayState={mayState}
          mayKeep={mayKeep}
          today={today}
        />
      ))}
      {settled.map((account) => (
        <SettledAccount key={account.id} account={account} evidence={offboarding.evidence} />
      ))}
    </>
  )
}

async function SettledAccount({
  account: { appleId, connections },
  evidence,
}: {
  account: CaseAccount
  evidence: OffboardingDetail['evidence']
}) {
  const [connection] = connections
  if (!connection) return null
  const names = connections.map(({ name }) => name).join(', ')
  return (
    <Section title={appleId ?? names} note={appleId === null ? undefined : names}>
      <DefinitionList items={await accountOutcome(connection, evidence)} />
    </Section>
  )
}
