import { type ReactNode, useId } from 'react'
import { AsAddressed } from './as-addressed.tsx'
import classes from './search-bar.module.css'

/** A choice beside the search that narrows it, by its name in the address; the first option stands for no choice. */
export type SearchFilter = {
  name: string
  label: string
  chosen: string
  options: { value: string; label: string }[]
  /** Out of sight until asked for, or while it narrows. */
  isFurther?: boolean
}

type SearchBarProps = {
  /** Where what was typed leads, as `?q=`. */
  action: string
  label: ReactNode
  /** What can be found, and by which part of it. */
  help: ReactNode
  submit: ReactNode
  sought: string
  filters?: SearchFilter[]
  /** What the filters out of sight are called together. */
  further?: ReactNode
  /** What else stands in the address and has to stay there. */
  keep?: Record<string, string>
}

/** A search as a plain form: it works without script, and the address can be passed on. */
export function SearchBar(props: SearchBarProps) {
  const { action, label, help, submit, sought, filters = [], further, keep = {} } = props
  const id = useId()
  const outOfSight = filters.filter(({ isFurther }) => isFurther)
  const narrowing = outOfSight.filter(({ chosen }) => chosen !== '').length
  return (
    <search>
      <form method="get" action={action} className={classes.bar} autoComplete="off">
        <AsAddressed />
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
        {filters
          .filter(({ isFurther }) => !isFurther)
          .map((filter) => (
            <Filter key={filter.name} id={id} {...filter} />
          ))}
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {outOfSight.length > 0 ? (
          <details className={classes.further} open={narrowing > 0} key={narrowing}>
            <summary>{further}</summary>
            <div className={classes.bar}>
              {outOfSight.map((filter) => (
                <Filter key={filter.name} id={id} {...filter} />
              ))}
            </div>
          </details>
        ) : null}
        <button type="submit">{submit}</button>
      </form>
    </search>
  )
}

function Filter({ id, name, label, chosen, options }: SearchFilter & { id: string }) {
  return (
    <div className={classes.filter}>
      <label htmlFor={`${id}-${name}`} className={classes.label}>
        {label}
      </label>
      <select id={`${id}-${name}`} name={name} key={chosen} defaultValue={chosen}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
