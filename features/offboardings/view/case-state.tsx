import { getTranslations } from 'next-intl/server'
import { StateMark, type StateShape } from '#components/state-mark.tsx'
import { isFlowing, type LifeState } from '#domain/connection-life.ts'
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
  reopened: 'restarted',
  cancelled: 'none',
}

/** What a case ended, a later reading can find again. */
const hasEnded: ReadonlySet<CaseState> = new Set(['awaitingAccount', 'finished', 'reopened'])

/** Of several ends the one that leaves most to do: what still shares, what is half stopped, what was kept. */
const worstOf = (states: readonly LifeState[]): LifeState | undefined =>
  states.find(isFlowing) ??
  (['disabled', 'accountKept', 'stopped'] as const).find((state) => states.includes(state))

/** How a case stands. A finished one is told by what became of its connections, above all if one shares again. */
export async function CaseStateMark({
  state,
  connections,
}: {
  state: CaseState
  connections: readonly Pick<ConnectionSummary, 'state' | 'sharesAgain'>[]
}) {
  const t = await getTranslations()
  const ended = worstOf(connections.map(({ state: life }) => life))
  if (hasEnded.has(state) && connections.some(({ sharesAgain }) => sharesAgain))
    return <StateMark state="restarted">{t('connections.restarted')}</StateMark>
  return state === 'finished' && ended ? (
    <StateMark state={ended}>{t(`states.${ended}`)}</StateMark>
  ) : (
    <StateMark state={shapes[state]}>{t(`offboardings.states.${state}`)}</StateMark>
  )
}
