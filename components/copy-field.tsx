'use client'

import { Button, Textarea, TextInput } from '@mantine/core'
import { type FocusEvent, type ReactNode, useState } from 'react'
import { buttonLook } from './button-look.ts'
import classes from './copy-field.module.css'

type CopyFieldProps = {
  label: ReactNode
  help?: ReactNode
  value: string
  copyLabel: string
  copiedLabel: string
}

/** Something to take elsewhere, whole, on as many lines as it has. Without a clipboard (plain http) it is selected at a click. */
export function CopyField({ label, help, value, copyLabel, copiedLabel }: CopyFieldProps) {
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(value)
  }
  const lines = value.split('\n').length
  const shown = {
    className: classes.input,
    label,
    description: help,
    value,
    readOnly: true,
    onFocus: ({ currentTarget }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      currentTarget.select(),
    styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } },
  }
  return (
    <div className={classes.field}>
      {lines > 1 ? <Textarea {...shown} rows={lines} /> : <TextInput {...shown} />}
      <Button {...buttonLook.plain} onClick={copy}>
        <span aria-live="polite">{copied === value ? copiedLabel : copyLabel}</span>
      </Button>
    </div>
  )
}
