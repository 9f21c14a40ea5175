'use client'

import { type ChangeEvent, useId, useState } from 'react'
import { useFieldError } from './field-errors.ts'
import classes from './file-field.module.css'

type HashFieldProps = {
  name: string
  label: string
  help: string
  /** In the zone; `{name}` stands for the file. */
  chooseWords: string
  chosenWords: string
  /** Of the field the hash can be typed into. */
  hashLabel: string
  hashHelp: string
  /** Where the browser computes no hashes, because the page did not come over HTTPS. */
  cannotWords: string
}

/** The SHA-256 of a file, in hexadecimal: computed here from a file that stays here, or typed. */
export function HashField(props: HashFieldProps) {
  const { name, label, help, chooseWords, chosenWords, hashLabel, hashHelp, cannotWords } = props
  const refused = useFieldError(name)
  const [chosen, setChosen] = useState<string | null>(null)
  const [hash, setHash] = useState('')
  const [cannot, setCannot] = useState(false)
  const id = useId()
  const choose = async ({ currentTarget: field }: ChangeEvent<HTMLInputElement>) => {
    const file = field.files?.[0]
    if (!file) return
    if (!globalThis.crypto?.subtle) return setCannot(true)
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
    setHash([...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    setChosen(file.name)
  }
  return (
    <>
      <div className={classes.field}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        <p id={`${id}-help`} className={classes.help}>
          {help}
        </p>
        <div className={classes.zone}>
          <span aria-hidden="true">
            {chosen === null ? chooseWords : chosenWords.replace('{name}', () => chosen)}
          </span>
          <input
            id={id}
            type="file"
            accept="application/pdf,.pdf"
            className={classes.input}
            aria-describedby={`${id}-help`}
            onChange={choose}
          />
        </div>
        <p className={classes.error} aria-live="polite">
          {cannot ? cannotWords : null}
        </p>
      </div>
      <div className={classes.field}>
        <label htmlFor={`${id}-hash`} className={classes.label}>
          {hashLabel}
        </label>
        <p id={`${id}-hash-help`} className={classes.help}>
          {hashHelp}
        </p>
        <input
          id={`${id}-hash`}
          name={name}
          value={hash}
          onChange={({ currentTarget }) => setHash(currentTarget.value)}
          className={classes.hash}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hash-help ${id}-hash-error`}
          aria-invalid={refused ? true : undefined}
        />
        <p id={`${id}-hash-error`} className={classes.error} aria-live="polite">
          {refused}
        </p>
      </div>
    </>
  )
}
