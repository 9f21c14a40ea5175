import type { ReactNode } from 'react'
import classes from './definition-list.module.css'

export type Definition = { id: string; term: ReactNode; description: ReactNode; mono?: boolean }

/** Terms and what they are, ruled like a ledger. */
export function DefinitionList({ items }: { items: Definition[] }) {
  return (
    <dl className={classes.list}>
      {items.map(({ id, term, description, mono }) => (
        <div key={id} className={classes.item}>
          <dt>{term}</dt>
          <dd data-mono={mono}>{description}</dd>
        </div>
      ))}
    </dl>
  )
}
