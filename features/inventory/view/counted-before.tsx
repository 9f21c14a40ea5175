import { getFormatter, getTranslations } from 'next-intl/server'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { InventoryService } from '../queries.ts'
import classes from './counted-before.module.css'

type CountedBeforeProps = { service: InventoryService; reading: CompleteReading | null }

/** That a service's numbers are older than the end of some of its connections; nothing where they are not. */
export async function CountedBefore({ service: { endedSince }, reading }: CountedBeforeProps) {
  const t = await getTranslations('inventory')
  const format = await getFormatter()
  const { count, names } = endedSince
  if (!reading || count === 0) return null
  const others = count > names.length ? [t('otherConnections', { count: count - names.length })] : []
  return (
    <small className={classes.note}>
      {t('countedBefore', { sequence: reading.sequence, connections: format.list([...names, ...others]) })}
    </small>
  )
}
