import type { ReactNode } from 'react'
import classes from './page-header.module.css'
import { QuietLink } from './quiet-link.tsx'

export type Trail = {
  /** Names the breadcrumb for assistive technology. */
  label: string
  /** From the outermost page down to this page's parent; this page is its title. */
  parents: { href: string; label: string }[]
}

type PageHeaderProps = {
  title: ReactNode
  /** Where this page stands; laid into the frame's bar where there is room. */
  trail?: Trail
  /** Beside the title, for instance a state mark. */
  mark?: ReactNode
  /** One line under the title: what, how many, read when. */
  meta?: ReactNode
  /** The page's one primary action. */
  action?: ReactNode
}

/** The head of a page. */
export function PageHeader({ title, trail, mark, meta, action }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      {trail ? (
        <nav className={classes.trail} aria-label={trail.label}>
          <ol>
            {trail.parents.map((parent) => (
              <li key={parent.href}>
                <QuietLink href={parent.href}>{parent.label}</QuietLink>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
      ) : null}
      <div className={classes.line}>
        <div className={classes.words}>
          <div className={classes.heading}>
            <h1 className={classes.title}>{title}</h1>
            {mark}
          </div>
          {meta ? <div className={classes.meta}>{meta}</div> : null}
        </div>
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </header>
  )
}
