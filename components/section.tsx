import { type ReactNode, useId } from 'react'
import classes from './section.module.css'

type SectionProps = { title: ReactNode; note?: ReactNode; aside?: ReactNode; children?: ReactNode }

/** A part of a page under its own heading; `aside` stands at the end of the heading's line. */
export function Section({ title, note, aside, children }: SectionProps) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.line}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {note ? <p className={classes.note}>{note}</p> : null}
      {children ? <div className={classes.body}>{children}</div> : null}
    </section>
  )
}
