import { diffWordsWithSpace } from 'diff'
import classes from './wording-change.module.css'

type WordingChangeProps = { lang: string; before: string; after: string }

/** Two wordings as one text: what was taken out is struck, what came in is underlined. */
export function WordingChange({ lang, before, after }: WordingChangeProps) {
  return (
    <span lang={lang} className={classes.change}>
      {diffWordsWithSpace(before, after).map(({ added, removed, value }, at) => {
        const key = `${at} ${value}`
        if (added) return <ins key={key}>{value}</ins>
        if (removed) return <del key={key}>{value}</del>
        return <span key={key}>{value}</span>
      })}
    </span>
  )
}
