import { getTranslations } from 'next-intl/server'
import type { SearchFilter } from '#components/search-bar.tsx'
import { kinds, whose } from '#domain/catalogue/vocabulary.ts'
import { services } from '#domain/service.ts'
import { densities, groupings, type InventoryAsked } from '../inventory-asked.ts'
import type { RowsSought } from '../inventory-rows.ts'

/** Where the fields of a kind, about somebody, over a service stand; what else `sought` holds is left out. */
export const fieldsHref = ({ service, kind, whose }: RowsSought): string => {
  const asked = Object.entries({ service, kind, whose }).filter(([, value]) => value !== undefined)
  return `/inventory?${new URLSearchParams(Object.fromEntries(asked) as Record<string, string>)}#fields`
}

/** By what the fields can be narrowed and grouped beside their search, with what is chosen now. */
export const fieldFilters = async ({ sought, group, density }: InventoryAsked): Promise<SearchFilter[]> => {
  const { service, kind, whose: about } = sought
  const t = await getTranslations()
  const any = (label: string) => ({ value: '', label })
  return [
    {
      name: 'service',
      label: t('inventory.column.service'),
      chosen: service ?? '',
      options: [
        any(t('inventory.filter.anyService')),
        ...services.map((value) => ({ value, label: t(`services.${value}.name`) })),
      ],
    },
    {
      name: 'kind',
      label: t('inventory.column.kind'),
      chosen: kind ?? '',
      options: [
        any(t('inventory.filter.anyKind')),
        ...kinds.map((value) => ({ value, label: t(`catalogue.kinds.${value}`) })),
      ],
    },
    {
      name: 'whose',
      label: t('inventory.column.whose'),
      chosen: about ?? '',
      options: [
        any(t('inventory.filter.anybody')),
        ...whose.map((value) => ({ value, label: t(`catalogue.whose.${value}`) })),
      ],
    },
    {
      name: 'group',
      label: t('inventory.groupBy'),
      chosen: group ?? '',
      options: [
        any(t('inventory.ungrouped')),
        ...groupings.map((value) => ({ value, label: t(`inventory.column.${value}`) })),
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
