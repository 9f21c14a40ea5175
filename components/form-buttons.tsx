import type { ReactNode } from 'react'
import classes from './form.module.css'

/** The buttons of a form on one line, the one that goes on first. */
export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>
}
