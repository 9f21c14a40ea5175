import { getTranslations } from 'next-intl/server'
import { StateMark, type StateShape } from '#components/state-mark.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import type { CaseState } from '../queries.ts'

const shapes: Record<CaseState, StateShape> = {
  draft: 'none',
  awaitingApproval: 'expiring',
  approved: 'sharing',
  refused: 'expired',
  confirmed: 'sharing',
  running: 'sharing',
  needsAttention: 'expired',
  awaitingAccount: 'disabled',
  finished: 'stopped',
  cancelled: 'none',
}

/** How a case stands. A finished one is told by what became of its connections. */
export async function CaseStateMark({
  state,
  connections,
}: {
  state: CaseState
  connections: readonly Pick<ConnectionSummary, 'state'>[]
}) {
  const t = await getTranslations()
  const [ended] = connections
  return state === 'finished' && ended ? (
    <StateMark state={ended.state}>{t(`states.${ended.state}`)}</StateMark>
  ) : (
    <StateMark state={shapes[state]}>{t(`offboardings.states.${state}`)}</StateMark>
  )
}
