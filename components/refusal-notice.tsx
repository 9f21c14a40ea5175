'use client'

import type { ReactNode } from 'react'
import classes from './notice.module.css'

type RefusalNoticeProps = {
  /** Why it was not done, as a sentence. */
  children: ReactNode
  /** What the person can do now: a sentence or a link. */
  nextStep?: ReactNode
}

/** Below a long form the button is far from where the refusal is told. */
const show = (notice: HTMLElement | null) => notice?.scrollIntoView({ block: 'nearest' })

/** An expected refusal, above the fields it is about; announced at once, and brought into sight. */
export function RefusalNotice({ children, nextStep }: RefusalNoticeProps) {
  return (
    <div ref={show} role="alert" className={classes.notice} data-tone="refusal">
      <p>{children}</p>
      {nextStep ? <p className={classes.nextStep}>{nextStep}</p> : null}
    </div>
  )
}
