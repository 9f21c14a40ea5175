import { getTranslations } from 'next-intl/server'
import type { ReportState } from '../schema.ts'
import classes from './report-state.module.css'

const drawings: Record<ReportState, string> = {
  waiting: 'M6 2.5v3.6l2.2 1.4',
  rendering: 'M2.5 6h6M6 3.2 8.8 6 6 8.8',
  ready: 'm2.5 6.3 2.4 2.3 4.6-5',
  failed: 'm3 3 6 6M9 3 3 9',
}

/** How a report stands: shape, colour and word together. */
export async function ReportStateMark({ state }: { state: ReportState }) {
  const t = await getTranslations('reports.states')
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
