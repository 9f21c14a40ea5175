import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

type EmptyStateProps = { title: ReactNode; children: ReactNode; action?: ReactNode; level?: 'h1' | 'h2' }

/** Nothing here yet: what would be, why it is not, and the one thing to do about it. */
export function EmptyState({ title, children, action, level: Heading = 'h2' }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <Heading className={classes.title}>{title}</Heading>
      <p className={classes.sentence}>{children}</p>
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  )
}
