import { getTranslations } from 'next-intl/server'
import type { ReadingState } from '../queries.ts'
import classes from './reading-state.module.css'

const drawings: Record<ReadingState, string> = {
  waiting: 'M6 2.5v3.6l2.2 1.4',
  running: 'M2.5 6h6M6 3.2 8.8 6 6 8.8',
  finished: 'm2.5 6.3 2.4 2.3 4.6-5',
  failed: 'm3 3 6 6M9 3 3 9',
  cancelled: 'M2.5 6h7',
}

/** How a reading stands: shape, colour and word together. */
export async function ReadingStateMark({ state }: { state: ReadingState }) {
  const t = await getTranslations('readings.states')
  return (
    <span className={classes.state} data-state={state}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
        focusable="false"
      >
        <path d={drawings[state]} />
      </svg>
      <span>{t(state)}</span>
    </span>
  )
}
