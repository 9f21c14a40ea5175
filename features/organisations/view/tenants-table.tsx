import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import type { TenantPermissions } from '#domain/tenant-permission.ts'
import { datesHere } from '#i18n/dates.ts'
import { forgetTenantAction } from '../actions.ts'
import type { ListedTenantLink } from '../queries.ts'

/** The tenants of the organisation; `canForget` adds the way to end one. */
export async function TenantsTable({ links, canForget }: { links: ListedTenantLink[]; canForget: boolean }) {
  const t = await getTranslations('organisations.tenants')
  const clouds = await getTranslations('organisations.clouds')
  const date = await datesHere()
  const found = (permissions: TenantPermissions): string => {
    if (!permissions.known) return t('unknown')
    const count = permissions.missingForReading.length
    return count === 0 ? t('complete') : t('missing', { count })
  }
  const forget = {
    id: 'forget',
    header: <HiddenText>{t('forget')}</HiddenText>,
    cell: ({ id, name }: ListedTenantLink) => (
      <ConfirmButton
        label={t('forget')}
        title={t('forgetTitle', { name })}
        consequence={t('forgetConsequence')}
        confirmLabel={t('forgetConfirm')}
        pendingLabel={t('forgetPending')}
        cancelLabel={t('cancel')}
        action={forgetTenantAction}
        hidden={{ link: id }}
      />
    ),
  }
  return (
    <DataTable
      label={t('table')}
      rows={links}
      rowKey={({ id }) => id}
      empty={<EmptyState title={t('empty')}>{t('emptySentence')}</EmptyState>}
      columns={[
        { id: 'name', header: t('name'), cell: ({ name }) => name },
        { id: 'cloud', header: t('cloud'), cell: ({ cloud }) => clouds(cloud) },
        { id: 'tenant', header: t('tenantId'), mono: true, cell: ({ tenant }) => tenant },
        { id: 'client', header: t('clientId'), mono: true, cell: ({ client }) => client },
        {
          id: 'credential',
          header: t('credential'),
          cell: ({ credentialKind, fingerprint }) => (
            <>
              {t(credentialKind)} <code>{fingerprint}</code>
            </>
          ),
        },
        {
          id: 'permissions',
          header: t('permissions'),
          cell: ({ permissions }) => (
            <>
              {found(permissions)}
              {permissions.known && permissions.beyondReading.length > 0 ? (
                <>
                  <br />
                  <strong>{t('beyondReading', { count: permissions.beyondReading.length })}</strong>
                </>
              ) : null}
            </>
          ),
        },
        {
          id: 'connectedAt',
          oneLine: true,
          header: t('connectedAt'),
          cell: ({ connectedAt }) => date(connectedAt, { dateStyle: 'medium' }),
        },
        ...(canForget ? [forget] : []),
      ]}
    />
  )
}
