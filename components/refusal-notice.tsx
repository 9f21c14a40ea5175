import type { ReactNode } from 'react'
import classes from './notice.module.css'

type RefusalNoticeProps = {
  /** Why it was not done, as a sentence. */
  children: ReactNode
  /** What the person can do now: a sentence or a link. */
  nextStep?: ReactNode
}

/** An expected refusal, beside the button that met it; announced at once. */
export function RefusalNotice({ children, nextStep }: RefusalNoticeProps) {
  return (
    <div role="alert" className={classes.notice} data-tone="refusal">
      <p>{children}</p>
      {nextStep ? <p className={classes.nextStep}>{nextStep}</p> : null}
    </div>
  )
}
