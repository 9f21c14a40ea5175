'use client'

import { Textarea } from '@mantine/core'
import { useFieldError } from './field-errors.ts'
import type { FieldProps } from './text-field.tsx'
import { useFirst } from './use-first.ts'

type TextAreaFieldProps = FieldProps & {
  rows?: number
  maxLength?: number
  /** For keys and certificates. */
  mono?: boolean
}

/** Several lines of text. */
export function TextAreaField({ help, rows = 4, mono, error, defaultValue, ...field }: TextAreaFieldProps) {
  const refused = useFieldError(field.name)
  const first = useFirst(defaultValue)
  return (
    <Textarea
      {...field}
      defaultValue={first}
      error={error ?? refused}
      description={help}
      withAsterisk={false}
      rows={rows}
      resize="vertical"
      spellCheck={mono ? false : undefined}
      styles={mono ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
    />
  )
}
