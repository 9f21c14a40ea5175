import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Graded } from '#features/catalogue/view/graded.tsx'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { InventoryElement, InventoryService } from '../queries.ts'
import classes from './elements-table.module.css'
import { FieldName } from './field-name.tsx'
import { PopulationWords } from './population-words.tsx'

type ElementsTableProps = {
  service: Pick<InventoryService, 'service' | 'state'>
  elements: InventoryElement[]
  reading: CompleteReading | null
}

/** What one service receives, row by row of Microsoft's page. */
export async function ElementsTable({ service: { service, state }, elements, reading }: ElementsTableProps) {
  const t = await getTranslations()
  const isAllOurs = elements.every(({ text }) => text.ours)
  return (
    <DataTable
      label={t('inventory.fieldsTitle')}
      rows={elements}
      rowKey={({ element }) => element.key}
      rowHref={({ element }) => `/inventory/${service}/${element.key}`}
      empty={null}
      columns={[
        {
          id: 'field',
          header: t('inventory.column.field'),
          width: '184px',
          cell: ({ element, text }) => <FieldName label={text.label} keys={element.protocolKeys} />,
        },
        {
          id: 'purpose',
          header: t(isAllOurs ? 'inventory.column.purposeOurs' : 'inventory.column.purpose'),
          cell: ({ text, sent }) => (
            <span className={classes.purpose}>
              <Graded source={sent} /> <span lang={text.lang}>{text.purpose}</span>
              {text.ours && !isAllOurs ? <small>{t('catalogue.ours')}</small> : null}
            </span>
          ),
        },
        {
          id: 'kind',
          header: t('inventory.column.kind'),
          cell: ({ element }) => (
            <span className={classes.narrow}>{t(`catalogue.kinds.${element.kind}`)}</span>
          ),
        },
        {
          id: 'whose',
          header: t('inventory.column.whose'),
          cell: ({ element }) => (
            <span className={classes.narrow}>
              {t(`catalogue.whose.${element.whose}`)}
              {element.identifiability === 'organisational' ? null : (
                <small>{t(`catalogue.identifiability.${element.identifiability}`)}</small>
              )}
            </span>
          ),
        },
        {
          id: 'population',
          header: t('inventory.column.population'),
          cell: ({ element, population }) => (
            <span className={classes.narrow}>
              <PopulationWords
                statement={population}
                of={element.counts.of}
                reading={reading}
                over={{ service }}
                state={state}
              />
            </span>
          ),
        },
      ]}
    />
  )
}
