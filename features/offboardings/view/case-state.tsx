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

/** What a case ended, a later reading can find again. */
const hasEnded: ReadonlySet<CaseState> = new Set(['awaitingAccount', 'finished'])

/** How a case stands. A finished one is told by what became of its connections, above all if one shares again. */
export async function CaseStateMark({
  state,
  connections,
}: {
  state: CaseState
  connections: readonly Pick<ConnectionSummary, 'state' | 'sharesAgain'>[]
}) {
  const t = await getTranslations()
  const [ended] = connections
  if (hasEnded.has(state) && connections.some(({ sharesAgain }) => sharesAgain))
    return <StateMark state="restarted">{t('connections.restarted')}</StateMark>
  return state === 'finished' && ended ? (
    <StateMark state={ended.state}>{t(`states.${ended.state}`)}</StateMark>
  ) : (
    <StateMark state={shapes[state]}>{t(`offboardings.states.${state}`)}</StateMark>
  )
}
