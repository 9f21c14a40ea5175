'use client'

import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { HiddenText } from './hidden-text.tsx'
import classes from './tip.module.css'

type TipProps = {
  /** Names the mark for those who do not see it. */
  label: string
  /** What hovering, focusing or tapping the mark tells. */
  text: ReactNode
  children: ReactNode
}

/**
 * A mark that explains itself on hover, focus and tap, and closes on Escape (WCAG 2.2, 1.4.13). The text is a
 * popover, in the browser's top layer, so a scrolling table does not cut it off.
 */
export function Tip({ label, text, children }: TipProps) {
  const id = useId()
  const tip = useRef<HTMLSpanElement>(null)
  const show = () => tip.current?.togglePopover(true)
  const hide = () => tip.current?.togglePopover(false)
  const hideOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') hide()
  }
  return (
    <span className={classes.anchor}>
      <button
        type="button"
        className={classes.mark}
        aria-describedby={id}
        onPointerEnter={show}
        onPointerLeave={hide}
        onFocus={show}
        onBlur={hide}
        onClick={show}
        onKeyDown={hideOnEscape}
      >
        {children}
        <HiddenText>{label}</HiddenText>
      </button>
      <span ref={tip} id={id} role="tooltip" popover="manual" className={classes.text}>
        <strong>{label}</strong> {text}
      </span>
    </span>
  )
}
