import type { ReactNode } from 'react'
import { MarkDrawing } from './mark-drawing.tsx'
import classes from './work-mark.module.css'

export type WorkState = 'waiting' | 'underWay' | 'done' | 'again' | 'failed' | 'cancelled'

const drawings: Record<WorkState, string> = {
  waiting: 'M6 1.5a4.5 4.5 0 1 0 .01 0M6 3.6v2.7l1.9 1.1',
  underWay: 'M2.5 6h6M6 3.2 8.8 6 6 8.8',
  done: 'm2.5 6.3 2.4 2.3 4.6-5',
  again: 'M9.6 4A4 4 0 1 0 10 6.8M9.8 1.6v2.6H7.2',
  failed: 'm3 3 6 6M9 3 3 9',
  cancelled: 'M2.5 6h7',
}

/** How a piece of work stands: shape, colour and word together. */
export function WorkMark({ state, children }: { state: WorkState; children: ReactNode }) {
  return (
    <span className={classes.state} data-state={state}>
      <MarkDrawing stroke={1.6}>
        <path d={drawings[state]} />
      </MarkDrawing>
      <span>{children}</span>
    </span>
  )
}
