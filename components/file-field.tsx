'use client'

import { type ChangeEvent, useEffect, useId, useRef, useState } from 'react'
import { useFieldError } from './field-errors.ts'
import classes from './file-field.module.css'

type FileFieldProps = {
  name: string
  label: string
  /** What may be chosen, read out with the field. */
  help?: string
  /** In the zone: that a file is chosen or dropped there, and which one was; `{name}` stands for it. */
  chooseWords: string
  chosenWords: string
  /** In bytes; a larger file is never sent. */
  largest: number
  tooLargeWords: string
}

/** One file, chosen or dropped. The browser's own field lies over the zone, so the drop needs no script. */
export function FileField(props: FileFieldProps) {
  const { name, label, help, chooseWords, chosenWords, largest, tooLargeWords } = props
  const refused = useFieldError(name)
  const [chosen, setChosen] = useState<string | null>(null)
  const [isTooLarge, setIsTooLarge] = useState(false)
  const [isOver, setIsOver] = useState(false)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isTooLarge && input.current?.form) return holdBack(input.current.form, input.current)
  }, [isTooLarge])
  const choose = ({ currentTarget: field }: ChangeEvent<HTMLInputElement>) => {
    const file = field.files?.[0]
    const isRefused = file !== undefined && file.size > largest
    if (isRefused) field.value = ''
    setIsTooLarge(isRefused)
    setChosen(isRefused ? null : (file?.name ?? null))
    setIsOver(false)
  }
  const error = isTooLarge ? tooLargeWords : refused
  const described = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      {help ? (
        <p id={`${id}-help`} className={classes.help}>
          {help}
        </p>
      ) : null}
      <div className={classes.zone} data-over={isOver || undefined}>
        <span aria-hidden="true">
          {chosen === null ? chooseWords : chosenWords.replace('{name}', () => chosen)}
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          name={name}
          className={classes.input}
          aria-describedby={described || undefined}
          aria-invalid={error ? true : undefined}
          onChange={choose}
          onDragEnter={() => setIsOver(true)}
          onDragLeave={() => setIsOver(false)}
          onDrop={() => setIsOver(false)}
        />
      </div>
      <p id={`${id}-error`} className={classes.error} aria-live="polite">
        {error}
      </p>
    </div>
  )
}

/** A form whose file was put aside is not sent without it, which would only be answered that none was chosen. */
const holdBack = (form: HTMLFormElement, field: HTMLInputElement) => {
  const hold = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
    field.focus()
  }
  form.addEventListener('submit', hold)
  return () => form.removeEventListener('submit', hold)
}
