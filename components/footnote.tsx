import type { ReactNode } from 'react'
import classes from './footnote.module.css'

/** Small print under what it explains: a source, a limit, a legend. */
export function Footnote({ children }: { children: ReactNode }) {
  return <div className={classes.footnote}>{children}</div>
}
