import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ListedMember } from '../queries.ts'

/** Members with their role and the time of their access. `now` tells which accesses have ended. */
export async function MembersTable({
  members,
  you,
  now,
}: {
  members: ListedMember[]
  you: string
  now: Date
}) {
  const t = await getTranslations('members')
  const roles = await getTranslations('roles')
  const date = await datesHere()
  const day = (at: Date) => date(at, { dateStyle: 'medium' })
  // An access lasts through a day: the moment it ends is the first of the next.
  const lastDay = (end: Date) => day(new Date(end.getTime() - 1))
  return (
    <DataTable
      label={t('table')}
      rows={members}
      rowKey={(member) => member.id}
      rowHref={(member) => `/members/${member.id}`}
      empty={<EmptyState title={t('empty')}>{t('emptySentence')}</EmptyState>}
      columns={[
        {
          id: 'name',
          header: t('name'),
          cell: (member) => (member.id === you ? `${member.name} ${t('you')}` : member.name),
        },
        { id: 'login', header: t('login'), cell: (member) => member.login },
        { id: 'role', header: t('role'), cell: (member) => roles(`${member.role}.name`) },
        { id: 'since', header: t('since'), oneLine: true, cell: (member) => day(member.since) },
        {
          id: 'until',
          oneLine: true,
          header: t('until'),
          cell: ({ endsAt }) => {
            if (!endsAt) return t('noEnd')
            return endsAt <= now ? t('ended', { date: lastDay(endsAt) }) : lastDay(endsAt)
          },
        },
      ]}
    />
  )
}
