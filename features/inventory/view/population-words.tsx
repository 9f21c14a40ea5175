import { getTranslations } from 'next-intl/server'
import type { Counted } from '#domain/catalogue/vocabulary.ts'
import type { Statement } from '#domain/grade.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { Population } from '../population.ts'

type PopulationWordsProps = {
  statement: Statement<Population>
  /** Whose number the element's counting rule asks for. */
  of: Counted
  reading: CompleteReading | null
  /** Where their list is. */
  href?: string
}

/** Whom an element concerns: its own number behind its mark, or why there is none. */
export async function PopulationWords({ statement, of, reading, ...leads }: PopulationWordsProps) {
  const t = await getTranslations()
  const { value, source } = statement
  const words = () => {
    if (of === 'none') return t('inventory.notCountable')
    if (of === 'organisation') return t('catalogue.whose.organisation')
    const count = value[of]
    return count === null ? t('inventory.notKnown') : t(`inventory.count.${of}`, { count })
  }
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
