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
}

/** Whom an element concerns: its own number behind its mark, or why there is none. */
export async function PopulationWords({ statement, of, reading }: PopulationWordsProps) {
  const t = await getTranslations()
  const { value, source } = statement
  const words = () => {
    if (of === 'none') return t('inventory.notCountable')
    if (of === 'organisation') return t('catalogue.whose.organisation')
    const count = value[of]
    return count === null ? t('inventory.notKnown') : t(`inventory.count.${of}`, { count })
  }
  return (
    <Graded source={source} reading={reading}>
      {words()}
    </Graded>
  )
}

/** One number of a population behind its mark; nothing where it is not a number of this. */
export async function Figure({
  value,
  source,
  reading,
}: {
  value: number | null
  source: Statement<unknown>['source']
  reading: CompleteReading | null
}) {
  const t = await getTranslations('inventory')
  return (
    <Graded source={source} reading={reading}>
      {value === null ? t('notKnown') : t('number', { value })}
    </Graded>
  )
}
