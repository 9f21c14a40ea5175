import { getTranslations } from 'next-intl/server'
import type { InventoryService } from '../queries.ts'
import { countsSomeTwice } from './connection-counts.ts'
import classes from './counted-before.module.css'

/** That the connections' numbers do not add up to their service's; nothing where they do. */
export async function CountedOnce({ service }: { service: InventoryService }) {
  if (!countsSomeTwice(service)) return null
  return <small className={classes.note}>{(await getTranslations('inventory'))('countedOnce')}</small>
}
