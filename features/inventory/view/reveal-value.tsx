'use client'

import { type ReactNode, useState } from 'react'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { TextAreaField } from '#components/text-area-field.tsx'
import { revealExampleAction } from '../actions.ts'
import classes from './element-facts.module.css'

type RevealValueProps = {
  /** How the value is known. */
  mark: ReactNode
  field: { service: string; element: string }
  veiled: string
  words: {
    label: string
    title: string
    consequence: ReactNode
    confirm: string
    pending: string
    cancel: string
    why: string
    whyHelp: string
    shown: string
  }
}

/** A veiled value, and the way to see it: after saying why, until the page is left. */
export function RevealValue({ mark, field, veiled, words }: RevealValueProps) {
  const [value, setValue] = useState<string | null>(null)
  return (
    <span className={classes.example}>
      <span className={classes.value}>
        {mark}
        <code>{value ?? veiled}</code>
      </span>
      {value === null ? (
        <ConfirmButton
          label={words.label}
          title={words.title}
          consequence={words.consequence}
          confirmLabel={words.confirm}
          pendingLabel={words.pending}
          cancelLabel={words.cancel}
          hidden={field}
          action={async (form) => {
            const answer = await revealExampleAction(form)
            if (answer?.ok) setValue(answer.value.value)
            return answer
          }}
        >
          <TextAreaField name="why" label={words.why} help={words.whyHelp} rows={2} maxLength={500} />
        </ConfirmButton>
      ) : (
        <span role="status">{words.shown}</span>
      )}
    </span>
  )
}
