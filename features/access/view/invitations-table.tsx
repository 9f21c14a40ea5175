import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { datesHere } from '#i18n/dates.ts'
import { withdrawInvitationAction } from '../actions.ts'
import type { WaitingInvitation } from '../queries.ts'

/** One-time links that nobody has used yet, to be taken back by whoever may. */
export async function InvitationsTable({
  invitations,
  mayWithdraw,
}: {
  invitations: WaitingInvitation[]
  mayWithdraw: boolean
}) {
  const t = await getTranslations('members')
  const roles = await getTranslations('roles')
  const date = await datesHere()
  const moment = (at: Date) => date(at, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <DataTable
      label={t('invitations')}
      rows={invitations}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { id: 'role', header: t('role'), cell: ({ role }) => roles(`${role}.name`) },
        { id: 'made', header: t('made'), oneLine: true, cell: ({ createdAt }) => moment(createdAt) },
        { id: 'lapses', header: t('lapses'), oneLine: true, cell: ({ expiresAt }) => moment(expiresAt) },
        ...(mayWithdraw
          ? [
              {
                id: 'withdraw',
                header: <HiddenText>{t('withdraw.label')}</HiddenText>,
                cell: ({ id, role }: WaitingInvitation) => (
                  <ConfirmButton
                    label={t('withdraw.label')}
                    title={t('withdraw.title', { role: roles(`${role}.name`) })}
                    consequence={t('withdraw.consequence')}
                    confirmLabel={t('withdraw.confirm')}
                    pendingLabel={t('withdraw.pending')}
                    cancelLabel={t('withdraw.back')}
                    action={withdrawInvitationAction}
                    hidden={{ invitation: id }}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
