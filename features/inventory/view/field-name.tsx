import { Fragment } from 'react'
import classes from './field-name.module.css'

/** A field by the page's label, and by its key in Apple's protocol where that is another one. */
export function FieldName({ label, keys }: { label: string; keys: readonly string[] }) {
  const names = keys.join(', ')
  return (
    <>
      {label.split(/(?<=_)/).map((part) => (
        <Fragment key={part}>
          {part}
          {part.endsWith('_') ? <wbr /> : null}
        </Fragment>
      ))}
      {names === '' || names === label ? null : <code className={classes.keys}>{names}</code>}
    </>
  )
}
