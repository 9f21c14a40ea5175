import { getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { Statement } from '#domain/grade.ts'
import type { Service } from '#domain/service.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { Population } from '../population.ts'
import { addressOf } from './as-of-links.ts'
import { Figure } from './population-words.tsx'

type ConnectionSharesProps = {
  /** Where which devices and people they are can be asked; not of what no longer flows. */
  connection?: string
  service: Service
  /** How many fields Microsoft's page lists for it. */
  fields: number
  population: Statement<Population>
  reading: CompleteReading | null
}

/** What goes to Apple over one connection, and about how many. */
export async function ConnectionShares(props: ConnectionSharesProps) {
  const { connection, service, fields, population, reading } = props
  const t = await getTranslations()
  const { value, source } = population
  return (
    <DefinitionList
      items={[
        {
          id: 'fields',
          term: t('connections.fact.fields'),
          description: (
            <QuietLink href={`/inventory/${service}`}>
              {t('inventory.fieldsCount', { count: fields })}
            </QuietLink>
          ),
        },
        ...(['devices', 'people'] as const).map((whose) => ({
          id: whose,
          term: t(`connections.column.${whose}`),
          description: (
            <>
              <Figure value={value[whose]} source={source} reading={reading} />{' '}
              {connection && value[whose] ? (
                <QuietLink href={addressOf(`/${whose}`, { connection })}>
                  {t(`shares.list.${whose}`)}
                </QuietLink>
              ) : null}
            </>
          ),
        })),
      ]}
    />
  )
}
