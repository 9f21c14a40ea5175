import { getTranslations } from 'next-intl/server'
import { StateMark, type StateShape } from '#components/state-mark.tsx'
import { isGone, type LifeState } from '#domain/connection-life.ts'
import type { CaseConnection, CaseState } from '../queries.ts'

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

/** Of several ends the one that leaves most to do: what is half stopped, what was kept. */
const worstOf = (states: readonly LifeState[]): LifeState | undefined =>
  (['disabled', 'accountKept', 'stopped'] as const).find((state) => states.includes(state))

/** How a case stands. A finished one is told by what became of its connections, above all if one shares again. */
export async function CaseStateMark({
  state,
  isBack = false,
  connections,
}: {
  state: CaseState
  /** A look found something of it again that no reading has told yet. */
  isBack?: boolean
  connections: readonly Pick<CaseConnection, 'state' | 'sharesAgain' | 'isLeftOut'>[]
}) {
  const t = await getTranslations()
  const own = connections.filter(({ isLeftOut }) => !isLeftOut)
  const ended = worstOf(own.map(({ state: life }) => life))
  // What was left out, another case may have ended since.
  const stopped = connections.filter((each) => !each.isLeftOut && isGone(each.state))
  if (hasEnded.has(state) && (isBack || own.some(({ sharesAgain }) => sharesAgain)))
    return <StateMark state="restarted">{t('connections.restarted')}</StateMark>
  if (state === 'finished' && stopped.length < connections.length)
    return (
      <StateMark state="disabled">
        {t(`offboardings.${stopped.length === 0 ? 'notStopped' : 'partlyStopped'}`)}
      </StateMark>
    )
  return state === 'finished' && ended ? (
    <StateMark state={ended}>{t(`states.${ended}`)}</StateMark>
  ) : (
    <StateMark state={shapes[state]}>{t(`offboardings.states.${state}`)}</StateMark>
  )
}
