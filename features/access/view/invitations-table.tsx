import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { WaitingInvitation } from '../queries.ts'

/** One-time links that nobody has used yet. */
export async function InvitationsTable({ invitations }: { invitations: WaitingInvitation[] }) {
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
      ]}
    />
  )
}
