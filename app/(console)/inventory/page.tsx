import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { tableFormats } from '#adapters/table-file.ts'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Footnote } from '#components/footnote.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { SearchBar } from '#components/search-bar.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { statedBy } from '#domain/review.ts'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { momentOf } from '#features/inventory/as-of.ts'
import { askedAddress, type InventoryAsked, inventoryAsked } from '#features/inventory/inventory-asked.ts'
import { inventory as readInventory } from '#features/inventory/queries.ts'
import { reaches } from '#features/inventory/sharing.ts'
import { AsOfBar } from '#features/inventory/view/as-of-bar.tsx'
import { addressOf, dayAsked } from '#features/inventory/view/as-of-links.ts'
import { fieldFilters } from '#features/inventory/view/field-filters.ts'
import { shownInventory } from '#features/inventory/view/inventory-cells.ts'
import { InventoryColumns } from '#features/inventory/view/inventory-columns.tsx'
import { InventoryTable } from '#features/inventory/view/inventory-table.tsx'
import { ServiceRows } from '#features/inventory/view/service-rows.tsx'
import { reviewStandings } from '#features/reviews/queries.ts'
import { ProposeBar } from '#features/reviews/view/propose-bar.tsx'
import { asOfHere, type SearchParams } from '../as-of-here.ts'
import { LeftOut } from '../left-out.tsx'

type Props = { searchParams: SearchParams }

/** What its form does not ask stays in the address beside it. */
const besideForm = ['sort', 'columns']

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('inventory'))('title') }
}

export default async function Inventory({ searchParams }: Props) {
  const actor = await requireActor('inventory:read')
  const asOf = await asOfHere(searchParams)
  const t = await getTranslations('inventory')
  const inventory = await readInventory(actor, { lang: await langHere(), ...momentOf(asOf) })
  const { asked, leftOut } = inventoryAsked(await searchParams)
  const shown = await shownInventory(inventory, asked, await reviewStandings(actor, inventory))
  const canPick = asOf.kind === 'today' && can(actor, 'reviews:propose')
  const address = askedAddress(asked)
  const all = inventory.services.reduce((sum, { elements }) => sum + elements.length, 0)
  const hrefOf = (change: Partial<InventoryAsked>) =>
    `${addressOf('/inventory', askedAddress({ ...asked, ...change }))}#fields`
  const filters = await fieldFilters(asked)
  // On paper there is no form to see it in.
  const narrowed = [
    ...(asked.sought.text === ''
      ? []
      : [t('search.narrowed', { label: t('search.label'), value: asked.sought.text })]),
    ...filters.flatMap(({ name, label, chosen, options }) =>
      chosen === '' || name === 'density'
        ? []
        : t('search.narrowed', {
            label,
            value: options.find(({ value }) => value === chosen)?.label ?? chosen,
          }),
    ),
  ]
  const everything = hrefOf({ sought: { text: '' } })
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <AsOfBar asOf={asOf} path="/inventory" reading={inventory.reading} keep={address} />
      <LeftOut parts={leftOut} />
      <Section title={t('servicesTitle')}>
        <ServiceRows inventory={inventory} />
      </Section>
      <Section id="fields" title={t('fieldsTitle')} note={t('fieldsNote')}>
        <SearchBar
          action="/inventory#fields"
          label={t('search.label')}
          help={t('search.help')}
          submit={t('search.show')}
          sought={asked.sought.text}
          filters={filters}
          further={t('filter.further')}
          keep={{
            ...dayAsked(asOf),
            ...Object.fromEntries(Object.entries(address).filter(([name]) => besideForm.includes(name))),
          }}
        />
        {narrowed.length > 0 ? <p className="print-only">{narrowed.join(' · ')}</p> : null}
        <InventoryColumns
          headers={shown.headers}
          columns={asked.columns}
          hrefOf={(columns) => hrefOf({ columns })}
        />
        <form action="/reviews/new">
          <InventoryTable
            canPick={canPick}
            shown={shown}
            asked={asked}
            inventory={inventory}
            sortHref={(sort) => hrefOf({ sort })}
            empty={
              <EmptyState
                title={t('search.nothing')}
                action={<ButtonLink href={everything}>{t('search.all')}</ButtonLink>}
              >
                {t('search.nothingSentence')}
              </EmptyState>
            }
          />
          {canPick && shown.found > 0 ? <ProposeBar /> : null}
        </form>
        {shown.found > 0 ? (
          <Footnote>
            <span>
              {t('search.found', { found: shown.found, all, fields: catalogue.elements.length })}{' '}
              {shown.found < all ? <QuietLink href={everything}>{t('search.all')}</QuietLink> : null}
            </span>
            <span className="screen-only">
              {t('export.as')}{' '}
              {tableFormats.map((format) => (
                <span key={format}>
                  <a href={addressOf('/api/inventory', { ...address, format, ...dayAsked(asOf) })} download>
                    {t(`export.${format}`)}
                  </a>{' '}
                </span>
              ))}
            </span>
          </Footnote>
        ) : null}
        <GradeLegend
          grades={gradesShown([
            inventory.observed,
            inventory.population.source,
            ...shown.groups.flatMap(({ rows }) => rows.filter(reaches).map(({ sent }) => sent)),
            ...shown.groups.flatMap(({ rows }) =>
              rows.flatMap(({ review }) => (review?.inForce ? [statedBy(review.inForce)] : [])),
            ),
          ])}
        />
      </Section>
    </>
  )
}
