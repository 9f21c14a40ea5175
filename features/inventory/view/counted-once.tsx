import { getTranslations } from 'next-intl/server'
import classes from './counted-before.module.css'

/** That the connections' numbers do not add up to their service's; nothing where they do. */
export async function CountedOnce({ countsSomeTwice }: { countsSomeTwice: boolean }) {
  if (!countsSomeTwice) return null
  return <small className={classes.note}>{(await getTranslations('inventory'))('countedOnce')}</small>
}
