import { HiddenText } from './hidden-text.tsx'
import { QuietLink } from './quiet-link.tsx'
import classes from './step-rail.module.css'

/** `notDone`: it never will be. */
export type StepStatus = 'done' | 'current' | 'upcoming' | 'blocked' | 'notDone'
export type RailStep = {
  id: string
  label: string
  status: StepStatus
  /** Whether this is the step on the page, which need not be the one the case stands at. */
  here?: boolean
  /** Where the step can be visited, if it can. */
  href?: string
  /** A few words more: who answered, or what it waits for. */
  note?: string
}

type StepRailProps = {
  /** Names the rail. */
  label: string
  steps: RailStep[]
  /** Each status in words, for those who do not see the marks. */
  words: Record<StepStatus, string>
}

/** Where a case stands, and where one is: a line a step, and on a phone one row of marks. */
export function StepRail({ label, steps, words }: StepRailProps) {
  return (
    <nav className={classes.rail} aria-label={label}>
      <ol>
        {steps.map(({ id, label: name, status, here, href, note }) => (
          <li key={id} data-status={status} aria-current={here ? 'step' : undefined}>
            <StepDrawing status={status} />
            <span className={classes.words}>
              {href ? <QuietLink href={href}>{name}</QuietLink> : <span>{name}</span>}
              <HiddenText>{words[status]}</HiddenText>
              {note ? <span className={classes.note}>{note}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepDrawing({ status }: { status: StepStatus }) {
  return (
    <svg
      className={classes.mark}
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="8" cy="8" r="6" fill={status === 'done' ? 'currentColor' : 'var(--paper)'} />
      {status === 'done' ? <path d="m5 8.3 2 2L11 6" stroke="var(--paper)" /> : null}
      {status === 'current' ? <path d="M8 2a6 6 0 0 0 0 12Z" fill="currentColor" stroke="none" /> : null}
      {status === 'blocked' || status === 'notDone' ? <path d="m4 12 8-8" /> : null}
    </svg>
  )
}
