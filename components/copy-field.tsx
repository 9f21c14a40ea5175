'use client'

import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { buttonLook } from './button-look.ts'
import classes from './copy-field.module.css'

type CopyFieldProps = {
  label: ReactNode
  help?: ReactNode
  value: string
  copyLabel: string
  copiedLabel: string
}

/** Something to take elsewhere, whole. Without a clipboard (plain http) it is selected at a click. */
export function CopyField({ label, help, value, copyLabel, copiedLabel }: CopyFieldProps) {
  const [copied, setCopied] = useState<string | null>(null)
  const copy = async () => {
    await navigator.clipboard.writeText(value)
    setCopied(value)
  }
  return (
    <div className={classes.field}>
      <TextInput
        className={classes.input}
        label={label}
        description={help}
        value={value}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Button {...buttonLook.plain} onClick={copy}>
        <span aria-live="polite">{copied === value ? copiedLabel : copyLabel}</span>
      </Button>
    </div>
  )
}
