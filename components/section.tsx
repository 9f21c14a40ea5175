import { type ReactNode, useId } from 'react'
import { AnchorHere } from './anchor-here.tsx'
import classes from './section.module.css'

type SectionProps = {
  /** What an address names after its #. */
  id?: string
  title: ReactNode
  note?: ReactNode
  aside?: ReactNode
  children?: ReactNode
}

/** A part of a page under its own heading; `aside` stands at the end of the heading's line. */
export function Section({ id, title, note, aside, children }: SectionProps) {
  const titleId = useId()
  return (
    <section id={id} className={classes.section} aria-labelledby={titleId}>
      {id ? <AnchorHere id={id} /> : null}
      <div className={classes.line}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {note ? <p className={classes.note}>{note}</p> : null}
      {children ? <div className={classes.body}>{children}</div> : null}
    </section>
  )
}
