import classes from './column-chooser.module.css'
import { HiddenText } from './hidden-text.tsx'
import { KeepFocus } from './keep-focus.tsx'
import { QuietLink } from './quiet-link.tsx'

type ColumnChooserProps = {
  title: string
  /** In their order; one that heads the rows can neither be moved nor left out. */
  chosen: {
    id: string
    label: string
    earlier?: string | undefined
    later?: string | undefined
    without?: string | undefined
  }[]
  others: { id: string; label: string; with: string }[]
  /** Each holds {column}. */
  words: { earlier: string; later: string; without: string; with: string; others: string; none: string }
}

/** Which columns a table has and in what order, as links: the address of the table is the view. */
export function ColumnChooser({ title, chosen, others, words }: ColumnChooserProps) {
  const link = (href: string | undefined, sign: string, sentence: string, column: string) =>
    href === undefined ? (
      <span className={classes.sign} aria-hidden="true" />
    ) : (
      <span data-kept={`${column} ${sign}`}>
        <QuietLink href={href} className={classes.sign}>
          <span aria-hidden="true">{sign}</span>
          <HiddenText>{sentence.replace('{column}', column)}</HiddenText>
        </QuietLink>
      </span>
    )
  return (
    <details className={classes.chooser}>
      <summary>{title}</summary>
      <KeepFocus>
        <ol className={classes.chosen}>
          {chosen.map(({ id, label, earlier, later, without }) => (
            <li key={id}>
              {link(earlier, '←', words.earlier, label)}
              {label}
              {link(later, '→', words.later, label)}
              {link(without, '×', words.without, label)}
            </li>
          ))}
        </ol>
        <p className={classes.others}>
          {others.length === 0 ? words.none : words.others}{' '}
          {others.map(({ id, label, with: href }) => (
            <span key={id} data-kept={`${label} +`}>
              <QuietLink href={href} className={classes.other}>
                <span aria-hidden="true">+ {label}</span>
                <HiddenText>{words.with.replace('{column}', label)}</HiddenText>
              </QuietLink>
            </span>
          ))}
        </p>
      </KeepFocus>
    </details>
  )
}
