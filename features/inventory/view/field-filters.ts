import { getTranslations } from 'next-intl/server'
import type { SearchFilter } from '#components/search-bar.tsx'
import { densities, type Grouping, groupings, type InventoryAsked } from '../inventory-asked.ts'
import { type Facet, facetNames, facets, type RowsSought } from '../inventory-rows.ts'

/** Where the fields of a kind, about somebody, over a service stand; what else `sought` holds is left out. */
export const fieldsHref = ({ service, kind, whose }: RowsSought): string => {
  const asked = Object.entries({ service, kind, whose }).filter(([, value]) => value !== undefined)
  return `/inventory?${new URLSearchParams(Object.fromEntries(asked) as Record<string, string>)}#fields`
}

/** What an officer narrows by most stands in sight, the rest behind a word. */
const inSight: readonly Facet[] = ['service', 'kind', 'whose', 'review']

/** By what the fields can be narrowed and grouped beside their search, with what is chosen now. */
export const fieldFilters = async ({ sought, group, density }: InventoryAsked): Promise<SearchFilter[]> => {
  const t = await getTranslations()
  const column = (value: Grouping | Facet) => t(`inventory.column.${value}`)
  const words: { [F in Facet]: (value: (typeof facets)[F][number]) => string } = {
    service: (value) => t(`services.${value}.name`),
    kind: (value) => t(`catalogue.kinds.${value}`),
    whose: (value) => t(`catalogue.whose.${value}`),
    review: (value) => t(`reviews.states.${value}`),
    identifiability: (value) => t(`catalogue.identifiability.${value}`),
    grade: (value) => t(`grades.${value}.name`),
    basis: (value) => t(value === 'unstated' ? 'inventory.filter.noBasis' : `reviews.basis.${value}`),
    retention: (value) => t(`inventory.filter.retention.${value}`),
  }
  const optionsOf = <F extends Facet>(name: F) =>
    facets[name].map((value: (typeof facets)[F][number]) => ({ value, label: words[name](value) }))
  const filter = (name: Facet): SearchFilter => ({
    name,
    label: column(name),
    chosen: sought[name] ?? '',
    isFurther: !inSight.includes(name),
    options: [{ value: '', label: t(`inventory.filter.any.${name}`) }, ...optionsOf(name)],
  })
  return [
    ...facetNames.map(filter),
    {
      name: 'group',
      label: t('inventory.groupBy'),
      chosen: group ?? '',
      options: [
        { value: '', label: t('inventory.ungrouped') },
        ...groupings.map((value) => ({ value, label: column(value) })),
      ],
    },
    {
      name: 'density',
      label: t('inventory.density.label'),
      chosen: density,
      options: densities.map((value) => ({ value, label: t(`inventory.density.${value}`) })),
    },
  ]
}
