import type { ReactNode } from 'react'
import { Logo } from './logo.tsx'
import classes from './standalone-page.module.css'

type StandalonePageProps = {
  /** Beside the mark, at the top. */
  name?: string
  /** At the end of the top line, such as the choice of language. */
  tools?: ReactNode
  children: ReactNode
}

/** A page without the frame: signing in, nothing here, something went wrong. */
export function StandalonePage({ name, tools, children }: StandalonePageProps) {
  return (
    <main className={classes.page}>
      <div className={classes.top}>
        <span className={classes.brand}>
          <Logo size={32} />
          {name}
        </span>
        {tools ? <div className={classes.tools}>{tools}</div> : null}
      </div>
      {children}
    </main>
  )
}
