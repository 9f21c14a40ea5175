import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { FlowPicture, flowFrame } from '#components/flow-picture.tsx'
import { Footnote } from '#components/footnote.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { kinds, type Whose, whose } from '#domain/catalogue/vocabulary.ts'
import type { FlowBand } from '#domain/flow.ts'
import { placeFlow } from '#domain/flow-layout.ts'
import { services } from '#domain/service.ts'
import { Graded } from '#features/catalogue/view/graded.tsx'
import { flowOf } from '../flow.ts'
import type { Inventory } from '../queries.ts'
import { fieldsHref } from './field-filters.ts'
import { rowsOf } from './population-words.tsx'
import classes from './sharing-flow.module.css'

const idOf = ({ service, kind, whose }: FlowBand): string => `${service} ${kind} ${whose}`

/** Which service takes which kind of data about whom, as a picture and as a table of the same facts and links. */
export async function SharingFlow({ inventory }: { inventory: Inventory }) {
  const t = await getTranslations()
  const { population, reading } = inventory
  const stated = inventory.services.reduce((sum, service) => sum + service.stated, 0)
  const bands = flowOf(inventory.services)
  if (bands.length === 0) return null
  const numberOf = ({ count, counted, isAtLeast, isHalfStopped }: FlowBand): string => {
    if (count === null || counted === 'none' || counted === 'organisation')
      return t('overview.flow.notCounted')
    if (count === 0 && isHalfStopped) return t('inventory.noLonger')
    const number = t(`inventory.count.${counted}`, { count })
    return isAtLeast ? t('overview.flow.atLeast', { number }) : number
  }
  const serviceOf = ({ service, isHalfStopped }: FlowBand): string => {
    const name = t(`services.${service}.short`)
    return isHalfStopped ? t('overview.flow.halfStopped', { service: name }) : name
  }
  const shown = bands.map((band) => ({
    ...band,
    id: idOf(band),
    href: fieldsHref(band),
    of: serviceOf(band),
    what: t(`catalogue.kinds.${band.kind}`),
    about: t(`catalogue.whose.${band.whose}`),
    number: numberOf(band),
  }))
  const placed = placeFlow(
    [services, kinds, whose],
    bands.map((band) => ({
      id: idOf(band),
      nodes: [band.service, band.kind, band.whose],
      size: band.count ?? 0,
    })),
    flowFrame.left,
    flowFrame.right,
  )
  const { devices, people } = population.value
  /** Of one service alone it is the service's number; over several, each device and person once. */
  const figureOf = (about: Whose) => {
    const own = bands.filter((band) => band.whose === about)
    const isOne = new Set(own.map(({ service }) => service)).size === 1
    const all = about === 'devices' ? devices : about === 'people' ? people : null
    const total = isOne && all !== null ? Math.max(...own.map(({ count }) => count ?? 0)) : all
    if (total === null || (about !== 'devices' && about !== 'people')) return {}
    const [only] = own
    return {
      figure: t('inventory.number', { value: total }),
      href: isOne && only ? rowsOf(about, { service: only.service }) : `/${about}?service=any`,
    }
  }
  return (
    <>
      <FlowPicture
        columns={[
          services.map((id) => ({ id, label: t(`services.${id}.short`), href: `/inventory/${id}` })),
          kinds.map((id) => ({ id, label: t(`catalogue.kinds.${id}`), href: fieldsHref({ kind: id }) })),
          whose.map((id) => ({
            id,
            label: t(`catalogue.whose.${id}`),
            href: fieldsHref({ whose: id }),
            ...figureOf(id),
          })),
        ]}
        placed={placed}
        bands={shown.map(({ id, href, isHalfStopped, of, what, about, number }) => ({
          id,
          href,
          tone: isHalfStopped ? 'half-stopped' : 'sharing',
          label: t('overview.flow.band', { service: of, kind: what, whose: about, number }),
        }))}
      />
      <div className={classes.note}>
        <Footnote>{t('overview.flow.note')}</Footnote>
      </div>
      {stated > 0 ? (
        <Footnote>
          <p>
            {t.rich('overview.flow.stated', {
              count: stated,
              link: (words) => <QuietLink href="/connections#stated">{words}</QuietLink>,
            })}
          </p>
        </Footnote>
      ) : null}
      <details className={classes.table}>
        <summary>{t('overview.flow.asTable')}</summary>
        <DataTable
          label={t('overview.flow.tableLabel')}
          density="compact"
          rows={shown}
          rowKey={({ id }) => id}
          rowHref={({ href }) => href}
          empty={null}
          columns={[
            { id: 'kind', header: t('inventory.column.kind'), cell: ({ what }) => what },
            { id: 'service', header: t('inventory.column.service'), cell: ({ of }) => of },
            {
              id: 'whose',
              header: t('inventory.column.whose'),
              cell: ({ about }) => about,
            },
            {
              id: 'fields',
              header: t('inventory.fieldsTitle'),
              numeric: true,
              cell: ({ fields }) => t('inventory.number', { value: fields }),
            },
            {
              id: 'number',
              header: t('inventory.column.population'),
              cell: ({ service, count, counted, number, source }) => (
                <Graded
                  source={source}
                  reading={reading}
                  {...(count && counted !== 'none' && counted !== 'organisation'
                    ? { href: rowsOf(counted, { service }) }
                    : {})}
                >
                  {number}
                </Graded>
              ),
            },
          ]}
        />
      </details>
    </>
  )
}
