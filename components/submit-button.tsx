'use client'

import { Button } from '@mantine/core'
import type { MouseEvent, ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonTone, buttonLook } from './button-look.ts'
import classes from './submit-button.module.css'

type SubmitButtonProps = {
  tone?: ButtonTone
  /** Shown while the form is on its way. */
  pendingLabel: string
  /** Not yet: the form lacks something the person can see. */
  disabled?: boolean
  /** What it says may be wider than a narrow window, and then takes several lines. */
  isLong?: boolean
  name?: string
  value?: string
  children: ReactNode
}

/**
 * The button of a form. While the form is on its way it says so and ignores a second click, yet keeps the
 * keyboard's place: a disabled button would drop focus.
 */
export function SubmitButton(props: SubmitButtonProps) {
  const { tone = 'primary', pendingLabel, disabled, isLong, name, value, children } = props
  const { pending } = useFormStatus()
  const ignoreWhilePending = (event: MouseEvent) => {
    if (pending) event.preventDefault()
  }
  return (
    <Button
      type="submit"
      name={name}
      value={value}
      disabled={disabled}
      aria-disabled={pending || undefined}
      onClick={ignoreWhilePending}
      {...(isLong ? { classNames: { root: classes.long ?? '', label: classes.words ?? '' } } : {})}
      {...buttonLook[tone]}
    >
      <span aria-live="polite">{pending ? pendingLabel : children}</span>
    </Button>
  )
}
