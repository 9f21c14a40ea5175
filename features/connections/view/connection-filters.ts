import { getTranslations } from 'next-intl/server'
import type { SearchFilter } from '#components/search-bar.tsx'
import { lifeStates } from '#domain/connection-life.ts'
import { type Service, services } from '#domain/service.ts'
import type { Standing } from '../list-connections.ts'

/** By what a list of connections can be narrowed beside its search, with what is chosen now. */
export const connectionFilters = async ({
  service = '',
  standing = '',
}: {
  service?: Service | ''
  standing?: Standing | ''
}): Promise<SearchFilter[]> => {
  const t = await getTranslations()
  return [
    {
      name: 'service',
      label: t('connections.column.service'),
      chosen: service,
      options: [
        { value: '', label: t('connections.filter.anyService') },
        ...services.map((value) => ({ value, label: t(`services.${value}.name`) })),
      ],
    },
    {
      name: 'state',
      label: t('connections.column.state'),
      chosen: standing,
      options: [
        { value: '', label: t('connections.filter.anyState') },
        { value: 'waiting', label: t('connections.filter.waiting') },
        { value: 'flowing', label: t('connections.filter.flowing') },
        { value: 'restarted', label: t('connections.restarted') },
        ...lifeStates.map((value) => ({ value, label: t(`states.${value}`) })),
      ],
    },
  ]
}
