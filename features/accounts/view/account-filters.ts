import { getTranslations } from 'next-intl/server'
import type { SearchFilter } from '#components/search-bar.tsx'
import { accountFlags } from '#domain/account-flag.ts'
import type { FlagSought } from '../list-accounts.ts'

/** By what a list of accounts can be narrowed beside its search. */
export const accountFilters = async (flag: FlagSought | undefined): Promise<SearchFilter[]> => {
  const t = await getTranslations('accounts')
  return [
    {
      name: 'flag',
      label: t('column.flags'),
      chosen: flag ?? '',
      options: [
        { value: '', label: t('filter.anyAccount') },
        { value: 'any', label: t('filter.flagged') },
        ...accountFlags.map((value) => ({ value, label: t(`flags.${value}.name`) })),
      ],
    },
  ]
}
