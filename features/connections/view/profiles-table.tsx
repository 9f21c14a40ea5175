import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import type { ConnectionDetail } from '../queries.ts'

/** Enrolment profiles of a token: what Apple is told to show and to forbid while a device sets itself up. */
export async function ProfilesTable({ profiles }: { profiles: ConnectionDetail['profiles'] }) {
  const t = await getTranslations('connections')
  return (
    <DataTable
      label={t('profilesTitle')}
      density="compact"
      rows={profiles}
      rowKey={({ externalId }) => externalId}
      empty={<p>{t('noProfiles')}</p>}
      columns={[
        {
          id: 'name',
          header: t('column.profile'),
          cell: ({ name, isDefault }) => (isDefault ? t('defaultProfile', { name }) : name),
        },
        { id: 'platform', header: t('column.platform'), cell: ({ platform }) => t(`platforms.${platform}`) },
        {
          id: 'department',
          header: t('column.supportDepartment'),
          cell: ({ supportDepartment }) => supportDepartment ?? t('notGiven'),
        },
        {
          id: 'phone',
          header: t('column.supportPhone'),
          cell: ({ supportPhone }) => supportPhone ?? t('notGiven'),
        },
        {
          id: 'removal',
          header: t('column.removalDisabled'),
          cell: ({ removalDisabled }) => t(removalDisabled ? 'yes' : 'no'),
        },
      ]}
    />
  )
}
