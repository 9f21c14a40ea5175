import type { ReactNode } from 'react'
import classes from './flag-mark.module.css'
import { MarkDrawing } from './mark-drawing.tsx'

/** That something should be looked at, as shape, colour and word together; `grave` where it should be soon. */
export function FlagMark({ grave = false, children }: { grave?: boolean; children: ReactNode }) {
  return (
    <span className={classes.flag} data-grave={grave || undefined}>
      <MarkDrawing>
        <path d="M2.5 11V1.5" />
        <path d="M2.5 1.75h7L7.75 4.4 9.5 7h-7Z" fill={grave ? 'currentColor' : 'none'} />
      </MarkDrawing>
      <span>{children}</span>
    </span>
  )
}
