'use client'

import { Button } from '@mantine/core'
import { type ReactNode, useId, useRef } from 'react'
import { type ActionAnswer, ActionForm } from './action-form.tsx'
import { type ButtonTone, buttonLook } from './button-look.ts'
import classes from './form.module.css'
import { SubmitButton } from './submit-button.tsx'

type ConfirmButtonProps = {
  /** On the page. */
  label: string
  tone?: ButtonTone
  /** In the dialog: the question, its consequences, and the two answers, as verbs. */
  title: string
  consequence: ReactNode
  confirmLabel: string
  pendingLabel: string
  cancelLabel: string
  action: (form: FormData) => Promise<ActionAnswer>
  hidden?: Record<string, string>
  /** Further fields asked in the dialog. */
  children?: ReactNode
}

/** A button that tells the consequences before it acts. The dialog is the browser's own: it holds focus and gives it back. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, tone = 'plain', title, consequence, children } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const close = () => dialog.current?.close()
  return (
    <>
      <Button {...buttonLook[tone]} onClick={() => dialog.current?.showModal()}>
        {label}
      </Button>
      <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId}>
        <h2 id={titleId} className={classes.dialogTitle}>
          {title}
        </h2>
        <div className={classes.consequence}>{consequence}</div>
        <ActionForm action={props.action} hidden={props.hidden} onDone={close}>
          {children}
          <div className={classes.buttons}>
            <SubmitButton tone={tone === 'plain' ? 'primary' : tone} pendingLabel={props.pendingLabel}>
              {props.confirmLabel}
            </SubmitButton>
            <Button {...buttonLook.plain} onClick={close}>
              {props.cancelLabel}
            </Button>
          </div>
        </ActionForm>
      </dialog>
    </>
  )
}
