import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { ProportionBar } from '#components/proportion-bar.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import type { ServiceState } from '#domain/connection-life.ts'
import { MoreConnections } from '#features/connections/view/more-connections.tsx'
import type { Inventory } from '../queries.ts'
import { kindsOf, reaches } from '../sharing.ts'
import { addressOf } from './as-of-links.ts'
import { CountedBefore } from './counted-before.tsx'
import { fieldsHref } from './field-filters.ts'
import { Figure, flowingOver, rowsOf } from './population-words.tsx'
import classes from './service-rows.module.css'
import { ServiceStateMark } from './service-state.tsx'
import { SharedUntil } from './shared-until.tsx'

const tones: Record<ServiceState, 'sharing' | 'half-stopped' | 'stopped' | 'unknown'> = {
  none: 'unknown',
  sharing: 'sharing',
  emptied: 'unknown',
  disabled: 'half-stopped',
  stopped: 'stopped',
  accountKept: 'stopped',
}

/** The four services, a line each: how it stands, over what, about whom, and what kind of data. */
export async function ServiceRows({ inventory }: { inventory: Inventory }) {
  const t = await getTranslations()
  const { reading } = inventory
  const all = inventory.population.value.devices ?? 0
  return (
    <DataTable
      label={t('inventory.servicesTitle')}
      rows={inventory.services}
      rowKey={({ service }) => service}
      rowHref={({ service }) => `/inventory/${service}`}
      empty={null}
      columns={[
        {
          id: 'service',
          header: t('inventory.column.service'),
          width: '20%',
          cell: (row) => (
            <>
              {t(`services.${row.service}.name`)}
              <CountedBefore service={row} reading={reading} />
            </>
          ),
        },
        {
          id: 'state',
          header: t('inventory.column.state'),
          cell: ({ halfStopped: { first, count }, ...row }) => (
            <>
              <ServiceStateMark service={row} isRead={reading !== null} />
              {row.stated > 0 ? (
                <div>
                  <QuietLink href={`/inventory/${row.service}#stated`}>
                    {t('stated.unread', { count: row.stated })}
                  </QuietLink>
                </div>
              ) : null}
              {first.map((before) => (
                <div key={before.connectionId}>
                  <SharedUntil before={before} />
                </div>
              ))}
              <MoreConnections
                shown={first.length}
                found={count}
                href={addressOf('/connections', { service: row.service, state: 'disabled' })}
              />
            </>
          ),
        },
        {
          id: 'connections',
          header: t('inventory.column.connections'),
          numeric: true,
          cell: ({ service, flowing }) => {
            const number = t('inventory.number', { value: flowing })
            if (reading === null && flowing === 0) return t('inventory.notKnown')
            return flowing > 0 ? <QuietLink href={flowingOver(service)}>{number}</QuietLink> : number
          },
        },
        {
          id: 'devices',
          header: t('inventory.column.devices'),
          numeric: true,
          cell: ({ service, population: { value, source } }) => (
            <Figure
              value={value.devices}
              source={source}
              reading={reading}
              href={rowsOf('devices', { service })}
            />
          ),
        },
        {
          id: 'share',
          header: <HiddenText>{t('inventory.column.share')}</HiddenText>,
          width: '120px',
          cell: ({ population, state }) =>
            population.value.devices === null ? null : (
              <ProportionBar share={all === 0 ? 0 : population.value.devices / all} tone={tones[state]} />
            ),
        },
        {
          id: 'people',
          header: t('inventory.column.people'),
          numeric: true,
          cell: ({ service, population: { value, source } }) => (
            <Figure
              value={value.people}
              source={source}
              reading={reading}
              href={rowsOf('people', { service })}
            />
          ),
        },
        {
          id: 'kinds',
          header: t('inventory.column.kinds'),
          cell: (service) =>
            reaches(service) ? (
              <span className={classes.kinds}>
                {t.rich('inventory.kinds', {
                  link: (words) => (
                    <QuietLink href={fieldsHref({ service: service.service })}>{words}</QuietLink>
                  ),
                  fields: service.elements.length,
                  kinds: kindsOf(service)
                    .map((kind) => t(`catalogue.kinds.${kind}`))
                    .join(' · '),
                })}
              </span>
            ) : null,
        },
      ]}
    />
  )
}
