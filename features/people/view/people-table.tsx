import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DataTable } from '#components/data-table.tsx'
import { SharedOver } from '#features/devices/view/shared-over.tsx'
import { Since } from '#features/devices/view/sights.tsx'
import type { ListedPerson } from '../list-people.ts'

type PeopleTableProps = { people: ListedPerson[]; empty: ReactNode }

/** People, each a line that opens. */
export async function PeopleTable({ people, empty }: PeopleTableProps) {
  const t = await getTranslations()
  return (
    <DataTable
      label={t('people.title')}
      isLong
      rows={people}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/people/${id}`}
      empty={empty}
      columns={[
        { id: 'name', header: t('people.fact.name'), cell: ({ name, upn, id }) => name ?? upn ?? id },
        {
          id: 'upn',
          share: 2.1,
          header: t('people.fact.upn'),
          mono: true,
          cell: ({ upn }) => upn ?? t('shares.notGiven'),
        },
        {
          id: 'over',

          oneLine: true,
          header: t('shares.column.over'),
          cell: ({ sharedOver, standing }) => <SharedOver services={sharedOver} standing={standing} />,
        },
        {
          id: 'since',
          share: 1.3,
          oneLine: true,
          header: t('shares.column.seen'),
          cell: ({ since }) => <Since sight={since} />,
        },
      ]}
    />
  )
}
