import { userAgentFromString } from 'next/server'
import { getTranslations } from 'next-intl/server'
import { ConfirmButton } from '#components/confirm-button.tsx'
import { DataTable } from '#components/data-table.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { datesHere } from '#i18n/dates.ts'
import { endOwnSessionsAction } from '../actions.ts'
import type { OwnSession } from '../sessions.ts'

/** Where somebody is signed in; every session but this one can be ended. */
export async function SessionsTable({ sessions }: { sessions: OwnSession[] }) {
  const t = await getTranslations('yourSignIn.sessions')
  const date = await datesHere()
  const moment = (at: Date) => date(at, { dateStyle: 'medium', timeStyle: 'short' })
  const browserOf = ({ browser, isThis }: OwnSession) => {
    const agent = userAgentFromString(browser ?? undefined)
    const words = { browser: agent.browser.name ?? '', system: agent.os.name ?? '' }
    const name = words.browser && words.system ? t('browser', words) : words.browser || t('unknown')
    return isThis ? t('this', { name }) : name
  }
  return (
    <DataTable
      label={t('title')}
      rows={sessions}
      rowKey={({ id }) => id}
      empty={null}
      columns={[
        { id: 'browser', header: t('column.browser'), cell: browserOf },
        { id: 'organisation', header: t('column.organisation'), cell: ({ organisation }) => organisation },
        { id: 'started', header: t('column.started'), oneLine: true, cell: (row) => moment(row.startedAt) },
        { id: 'seen', header: t('column.seen'), oneLine: true, cell: (row) => moment(row.seenAt) },
        { id: 'ends', header: t('column.ends'), oneLine: true, cell: (row) => moment(row.expiresAt) },
        {
          id: 'end',
          header: <HiddenText>{t('end.label')}</HiddenText>,
          cell: (row) =>
            row.isThis ? null : (
              <ConfirmButton
                label={t('end.label')}
                title={t('end.question', { name: browserOf(row) })}
                consequence={t('end.consequence')}
                confirmLabel={t('end.confirm')}
                pendingLabel={t('end.pending')}
                cancelLabel={t('end.back')}
                action={endOwnSessionsAction}
                hidden={{ session: row.id }}
              />
            ),
        },
      ]}
    />
  )
}
