import { getTranslations } from 'next-intl/server'
import type { SearchFilter } from '#components/search-bar.tsx'
import { kinds, whose } from '#domain/catalogue/vocabulary.ts'
import { reviewStates } from '#domain/review.ts'
import { services } from '#domain/service.ts'
import { densities, type Grouping, groupings, type InventoryAsked } from '../inventory-asked.ts'
import type { RowsSought } from '../inventory-rows.ts'

/** Where the fields of a kind, about somebody, over a service stand; what else `sought` holds is left out. */
export const fieldsHref = ({ service, kind, whose }: RowsSought): string => {
  const asked = Object.entries({ service, kind, whose }).filter(([, value]) => value !== undefined)
  return `/inventory?${new URLSearchParams(Object.fromEntries(asked) as Record<string, string>)}#fields`
}

/** By what the fields can be narrowed and grouped beside their search, with what is chosen now. */
export const fieldFilters = async ({ sought, group, density }: InventoryAsked): Promise<SearchFilter[]> => {
  const { service, kind, whose: about, review } = sought
  const t = await getTranslations()
  /** The first option stands for no choice. */
  const filter = (
    name: string,
    label: string,
    chosen: string | null | undefined,
    unchosen: string,
    options: SearchFilter['options'],
  ): SearchFilter => ({
    name,
    label,
    chosen: chosen ?? '',
    options: [{ value: '', label: unchosen }, ...options],
  })
  const column = (value: Grouping) => t(`inventory.column.${value}`)
  return [
    filter(
      'service',
      column('service'),
      service,
      t('inventory.filter.anyService'),
      services.map((value) => ({ value, label: t(`services.${value}.name`) })),
    ),
    filter(
      'kind',
      column('kind'),
      kind,
      t('inventory.filter.anyKind'),
      kinds.map((value) => ({ value, label: t(`catalogue.kinds.${value}`) })),
    ),
    filter(
      'whose',
      column('whose'),
      about,
      t('inventory.filter.anybody'),
      whose.map((value) => ({ value, label: t(`catalogue.whose.${value}`) })),
    ),
    filter(
      'review',
      column('review'),
      review,
      t('inventory.filter.anyReview'),
      reviewStates.map((value) => ({ value, label: t(`reviews.states.${value}`) })),
    ),
    filter(
      'group',
      t('inventory.groupBy'),
      group,
      t('inventory.ungrouped'),
      groupings.map((value) => ({ value, label: column(value) })),
    ),
    {
      name: 'density',
      label: t('inventory.density.label'),
      chosen: density,
      options: densities.map((value) => ({ value, label: t(`inventory.density.${value}`) })),
    },
  ]
}
