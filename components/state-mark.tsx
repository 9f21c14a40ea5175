import type { ReactNode } from 'react'
import { MarkDrawing } from './mark-drawing.tsx'
import classes from './state-mark.module.css'

export type StateShape =
  | 'none'
  | 'notApplicable'
  | 'sharing'
  | 'expiring'
  | 'expired'
  | 'disabled'
  | 'restarted'
  | 'stopped'
  | 'accountKept'
  | 'missing'
  | 'emptied'

const filled = { fill: 'currentColor', stroke: 'none' }

const drawings: Record<StateShape, ReactNode> = {
  none: <path d="M3 6h6" />,
  notApplicable: <path d="M2.5 9.5l7-7" />,
  sharing: <path d="M2.5 1.5 10.5 6l-8 4.5Z" {...filled} />,
  expiring: (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path d="M6 6V1.5A4.5 4.5 0 0 1 10.5 6Z" {...filled} />
    </>
  ),
  expired: (
    <>
      <circle cx="6" cy="6" r="4.5" />
      <path d="M6 3v3.2M6 8.6v.2" />
    </>
  ),
  disabled: (
    <>
      <path d="M4 1.2h4L10.8 4v4L8 10.8H4L1.2 8V4Z" />
      <path d="M4 1.2h2v9.6H4L1.2 8V4Z" {...filled} />
    </>
  ),
  restarted: (
    <>
      <path d="M10 3.4A4.5 4.5 0 1 0 10.5 6" />
      <path d="M10.6 1v3.2H7.4Z" {...filled} />
    </>
  ),
  stopped: <path d="M1.5 1.5h9v9h-9Z" {...filled} />,
  accountKept: (
    <>
      <path d="M1.75 1.75h8.5v8.5h-8.5Z" />
      <path d="M4.25 4.25h3.5v3.5h-3.5Z" {...filled} />
    </>
  ),
  missing: <circle cx="6" cy="6" r="4.5" strokeDasharray="2.4 2.3" />,
  emptied: <path d="M2.5 1.5 10.5 6l-8 4.5Z" strokeDasharray="2.4 2.3" />,
}

/**
 * A state as shape, colour and word together. What must not be overlooked stands on a filled ground: `disabled`, the
 * half-way state, and `restarted`, what had been ended and shares again.
 */
export function StateMark({ state, children }: { state: StateShape; children: ReactNode }) {
  return (
    <span className={classes.state} data-state={state}>
      <MarkDrawing>{drawings[state]}</MarkDrawing>
      <span>{children}</span>
    </span>
  )
}
