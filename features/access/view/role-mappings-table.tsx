import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { datesHere } from '#i18n/dates.ts'
import { removeRoleMappingAction } from '../actions.ts'
import type { ListedMapping } from '../role-mappings.ts'

/** Which group or role of the application gives which role here, to be taken away by whoever may. */
export async function RoleMappingsTable({
  mappings,
  mayChange,
}: {
  mappings: ListedMapping[]
  mayChange: boolean
}) {
  const t = await getTranslations('roleMappings')
  const roles = await getTranslations('roles')
  const date = await datesHere()
  return (
    <DataTable
      label={t('table')}
      rows={mappings}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptySentence')}</EmptyState>}
      columns={[
        { id: 'value', header: t('value'), cell: ({ value }) => <code>{value}</code> },
        { id: 'claim', header: t('claim'), cell: ({ claim }) => t(`claims.${claim}`) },
        { id: 'role', header: t('role'), cell: ({ role }) => roles(`${role}.name`) },
        {
          id: 'added',
          header: t('added'),
          cell: ({ addedBy, addedAt }) =>
            t('addedBy', { name: addedBy, date: date(addedAt, { dateStyle: 'medium' }) }),
        },
        ...(mayChange
          ? [
              {
                id: 'remove',
                header: <HiddenText>{t('remove.label')}</HiddenText>,
                cell: ({ id, role }: ListedMapping) => (
                  <ConfirmButton
                    label={t('remove.label')}
                    title={t('remove.title', { role: roles(`${role}.name`) })}
                    consequence={t('remove.consequence')}
                    confirmLabel={t('remove.confirm')}
                    pendingLabel={t('remove.pending')}
                    cancelLabel={t('remove.back')}
                    action={removeRoleMappingAction}
                    hidden={{ mapping: id }}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
