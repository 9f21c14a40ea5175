import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { wantedPermissions } from '#domain/tenant-permission.ts'
import { purposeOf } from './permission-purpose.ts'

/** The permissions an administrator grants before connecting, each with its reason. */
export async function PermissionsToGrant() {
  const t = await getTranslations('organisations.connect')
  return (
    <DataTable
      label={t('permissionsTable')}
      rows={wantedPermissions(['reading'])}
      rowKey={(permission) => permission}
      empty={null}
      density="compact"
      columns={[
        { id: 'permission', header: t('permission'), mono: true, cell: (permission) => permission },
        {
          id: 'why',
          header: t('why'),
          cell: (permission) => {
            const purpose = purposeOf(permission)
            return purpose ? t(`purposes.${purpose}`) : null
          },
        },
      ]}
    />
  )
}
