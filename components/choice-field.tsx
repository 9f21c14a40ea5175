'use client'

import { type ReactNode, useId } from 'react'
import classes from './choice-field.module.css'
import { useFieldError } from './field-errors.ts'

export type Choice = { value: string; label: ReactNode; help?: ReactNode; disabled?: boolean }

type ChoiceFieldProps = {
  name: string
  label: ReactNode
  help?: ReactNode
  choices: Choice[]
  /** `one` gives radio buttons, `many` checkboxes. */
  pick?: 'one' | 'many'
  defaultValues?: string[]
  required?: boolean
  /** Why the last answer was not accepted; the form around knows it for the answers of its action. */
  error?: ReactNode
}

/** One question with its answers in sight, each with room for what it means. */
export function ChoiceField(props: ChoiceFieldProps) {
  const { name, label, help, choices, pick = 'one', defaultValues = [], required } = props
  const refused = useFieldError(name)
  const error = props.error ?? refused
  const errorId = useId()
  return (
    <fieldset className={classes.field} aria-describedby={error ? errorId : undefined}>
      <legend className={classes.legend}>{label}</legend>
      {help ? <p className={classes.help}>{help}</p> : null}
      {error ? (
        <p id={errorId} className={classes.error}>
          {error}
        </p>
      ) : null}
      {choices.map((choice) => (
        <label key={choice.value} className={classes.choice}>
          <input
            type={pick === 'one' ? 'radio' : 'checkbox'}
            name={name}
            value={choice.value}
            defaultChecked={defaultValues.includes(choice.value)}
            disabled={choice.disabled}
            required={pick === 'one' && required}
          />
          <span>
            {choice.label}
            {choice.help ? <span className={classes.help}>{choice.help}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
