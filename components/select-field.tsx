'use client'

import { NativeSelect } from '@mantine/core'
import { useFieldError } from './field-errors.ts'
import type { FieldProps } from './text-field.tsx'
import { useFirst } from './use-first.ts'

type SelectFieldProps = FieldProps & {
  options: { value: string; label: string; disabled?: boolean }[]
  /** Told what it holds whenever somebody changes it. */
  onText?: (text: string) => void
}

/** One of a few. The browser's own list: right on phones, right for keyboards, no script of ours. */
export function SelectField({ help, options, error, defaultValue, onText, ...field }: SelectFieldProps) {
  const refused = useFieldError(field.name)
  const first = useFirst(defaultValue)
  return (
    <NativeSelect
      {...field}
      defaultValue={first}
      onChange={({ currentTarget }) => onText?.(currentTarget.value)}
      error={error ?? refused}
      description={help}
      withAsterisk={false}
      data={options}
    />
  )
}
