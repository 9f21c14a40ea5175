import type { ReactNode } from 'react'
import classes from './notice.module.css'

type BannerProps = {
  /** `brand`: the page shows something other than now. `expiring`: a draft, or something to attend to. `refusal`: half-stopped. */
  tone?: 'plain' | 'brand' | 'expiring' | 'refusal'
  children: ReactNode
  action?: ReactNode
}

/** A standing condition of the whole page: seen as of another date, a draft, a stopping not finished. */
export function Banner({ tone = 'plain', children, action }: BannerProps) {
  return (
    <div className={`${classes.notice} ${classes.banner}`} data-tone={tone}>
      <div className={classes.line}>
        <p>{children}</p>
        {action}
      </div>
    </div>
  )
}
