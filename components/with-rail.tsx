import type { ReactNode } from 'react'
import classes from './with-rail.module.css'

/** A wizard's page: the rail on the left, the one question beside it. */
export function WithRail({ rail, children }: { rail: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.rail}>{rail}</div>
      <div className={classes.question}>{children}</div>
    </div>
  )
}
