'use client'

import { PasswordInput, TextInput } from '@mantine/core'
import type { HTMLInputAutoCompleteAttribute, ReactNode } from 'react'
import { useFieldError } from './field-errors.ts'
import { useFirst } from './use-first.ts'

export type FieldProps = {
  name: string
  label: ReactNode
  /** What belongs in the field, read out with it. */
  help?: ReactNode
  /** Why the last answer was not accepted; the form around knows it for the answers of its action. */
  error?: ReactNode
  required?: boolean
  defaultValue?: string
}

type TextFieldProps = FieldProps & {
  type?: 'text' | 'email' | 'url' | 'date'
  autoComplete?: HTMLInputAutoCompleteAttribute
  placeholder?: string
  /** For ids and keys, which are compared letter by letter. */
  mono?: boolean
  /** Told what it holds whenever somebody changes it. */
  onText?: (text: string) => void
}

/** One line of text. Mantine ties label, help and error to the field for assistive technology. */
export function TextField({ help, mono, error, defaultValue, onText, ...field }: TextFieldProps) {
  const refused = useFieldError(field.name)
  const first = useFirst(defaultValue)
  return (
    <TextInput
      {...field}
      defaultValue={first}
      onChange={({ currentTarget }) => onText?.(currentTarget.value)}
      error={error ?? refused}
      description={help}
      withAsterisk={false}
      spellCheck={mono ? false : undefined}
      styles={mono ? { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } : undefined}
    />
  )
}

type SecretFieldProps = Omit<FieldProps, 'defaultValue'> & {
  autoComplete?: 'current-password' | 'new-password' | 'off'
  /** Names the button that shows what was typed. */
  revealLabel: string
}

/** A password or client secret: never filled in by us, shown only while the person asks for it. */
export function SecretField({ help, revealLabel, error, ...field }: SecretFieldProps) {
  const refused = useFieldError(field.name)
  return (
    <PasswordInput
      {...field}
      error={error ?? refused}
      description={help}
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': revealLabel }}
    />
  )
}
