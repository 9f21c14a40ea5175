import type { ReactNode } from 'react'
import classes from './grade-mark.module.css'
import { QuietLink } from './quiet-link.tsx'
import { Tip } from './tip.tsx'

export type GradeShape = 'documented' | 'observed' | 'confirmed' | 'stated' | 'unverifiable'

const drawings: Record<GradeShape, ReactNode> = {
  documented: <path d="M7 1.5 12.5 7 7 12.5 1.5 7Z" />,
  observed: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="M7 2a5 5 0 0 0 0 10Z" fill="currentColor" stroke="none" />
    </>
  ),
  confirmed: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  stated: <path d="M2 12l.7-3L9.4 2.3l2.3 2.3L5 11.3 2 12ZM8 3.7 10.3 6" />,
  unverifiable: (
    <>
      <circle cx="7" cy="7" r="5" />
      <path d="m3.5 10.5 7-7" />
    </>
  ),
}

/** The drawing alone, for a legend that spells the grade out beside it. */
export function GradeDrawing({ grade }: { grade: GradeShape }) {
  return (
    <svg
      className={classes.drawing}
      data-grade={grade}
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {drawings[grade]}
    </svg>
  )
}

type GradeMarkProps = {
  grade: GradeShape
  /** The grade in words. */
  label: string
  /** Who or what says so, and when. */
  source: ReactNode
}

/** How well the value after it is known: a small mark that cites its source on hover, focus or tap. */
export function GradeMark({ grade, label, source }: GradeMarkProps) {
  return (
    <Tip label={label} text={source}>
      <GradeDrawing grade={grade} />
    </Tip>
  )
}

type GradedValueProps = GradeMarkProps & {
  /** Where the value leads. The mark stays outside: it is a button, which a link may not hold. */
  href?: string
  children: ReactNode
}

/** A value behind its mark, kept on one line. */
export function GradedValue({ href, children, ...mark }: GradedValueProps) {
  return (
    <span className={classes.value}>
      <GradeMark {...mark} />
      <span>{href === undefined ? children : <QuietLink href={href}>{children}</QuietLink>}</span>
    </span>
  )
}
