import type { ReactNode } from 'react'
import classes from './hidden-text.module.css'

/** Words for those who listen to the page, where those who see it have a drawing. */
export function HiddenText({ children }: { children: ReactNode }) {
  return <span className={classes.hidden}>{children}</span>
}
