import { type ReactNode, useId } from 'react'
import classes from './search-bar.module.css'

type SearchBarProps = {
  /** Where what was typed leads, as `?q=`. */
  action: string
  label: ReactNode
  /** What can be found, and by which part of it. */
  help: ReactNode
  submit: ReactNode
  sought: string
  /** What else stands in the address and has to stay there. */
  keep?: Record<string, string>
}

/** A search as a plain form: it works without script, and the address can be passed on. */
export function SearchBar({ action, label, help, submit, sought, keep = {} }: SearchBarProps) {
  const id = useId()
  return (
    <search>
      <form method="get" action={action} className={classes.bar}>
        <div className={classes.field}>
          <label htmlFor={id} className={classes.label}>
            {label}
          </label>
          <span id={`${id}-help`} className={classes.help}>
            {help}
          </span>
          <input
            id={id}
            type="search"
            name="q"
            key={sought}
            defaultValue={sought}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-help`}
          />
        </div>
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <button type="submit">{submit}</button>
      </form>
    </search>
  )
}
