import { getTranslations } from 'next-intl/server'
import type { Counted } from '#domain/catalogue/vocabulary.ts'
import { isNobodyAnyMore, type LifeState, type ServiceState } from '#domain/connection-life.ts'
import type { Statement } from '#domain/grade.ts'
import type { Service } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { Population } from '../population.ts'
import { addressOf } from './as-of-links.ts'

type PopulationWordsProps = {
  statement: Statement<Population>
  /** Whose number the element's counting rule asks for. */
  of: Counted
  reading: CompleteReading | null
  over: Over
  /** How stands what it was counted over. */
  state: LifeState | ServiceState
}

/** What a number was counted over. */
type Over = { connection: string; only?: 'managed' | 'fixed' } | { service: Service }

/** Where the rows behind a number are: those of administrators are the connections behind which their accounts stand. */
export const rowsOf = (of: 'devices' | 'people' | 'administrators', over: Over): string => {
  if (of !== 'administrators') return addressOf(`/${of}`, over)
  return 'service' in over ? flowingOver(over.service) : `/connections/${over.connection}`
}

/** The connections over which a service receives data, or may. */
export const flowingOver = (service: Service): string =>
  addressOf('/connections', { service, state: 'flowing' })

/** Whom an element concerns: its own number behind its mark, or why there is none. */
export async function PopulationWords({ statement, of, reading, over, state }: PopulationWordsProps) {
  const t = await getTranslations()
  const { value, source } = statement
  const words = () => {
    if (of === 'none') return t('inventory.notCountable')
    if (of === 'organisation') return t('catalogue.whose.organisation')
    const count = value[of]
    if (isNobodyAnyMore(count, state)) return t('inventory.noLonger')
    return count === null ? t('inventory.notKnown') : t(`inventory.count.${of}`, { count })
  }
  const leads = of !== 'none' && of !== 'organisation' && value[of] ? { href: rowsOf(of, over) } : {}
  return (
    <Graded source={source} reading={reading} {...leads}>
      {words()}
    </Graded>
  )
}

type FigureProps = {
  value: number | null
  source: Statement<unknown>['source']
  reading: CompleteReading | null
  /** Where its rows are. */
  href?: string
}

/** One number of a population behind its mark, leading to its rows where it has any. */
export async function Figure({ value, source, reading, href }: FigureProps) {
  const t = await getTranslations('inventory')
  return (
    <Graded source={source} reading={reading} {...(value ? { href } : {})}>
      {value === null ? t('notKnown') : t('number', { value })}
    </Graded>
  )
}
