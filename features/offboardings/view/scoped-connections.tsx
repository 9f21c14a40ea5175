import { getTranslations } from 'next-intl/server'
import { ActionForm } from '#components/action-form.tsx'
import { type Column, DataTable } from '#components/data-table.tsx'
import { HiddenText } from '#components/hidden-text.tsx'
import { Section } from '#components/section.tsx'
import { StateMark } from '#components/state-mark.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { removeConnectionAction } from '../actions.ts'

/** As many as a person reads; more are told as a number. */
const most = 50

type ScopedConnectionsProps = {
  connections: ConnectionSummary[]
  /** Where they can still be taken out: what their form has to carry. */
  removal?: Record<string, string>
}

/** What a case is about. */
export async function ScopedConnections({ connections, removal }: ScopedConnectionsProps) {
  const t = await getTranslations()
  const shown = connections.slice(0, most)
  const columns: Column<ConnectionSummary>[] = [
    { id: 'name', header: t('offboardings.column.connections'), cell: ({ name }) => name },
    {
      id: 'service',
      header: t('offboardings.column.service'),
      cell: ({ service }) => t(`services.${service}.short`),
    },
    {
      id: 'account',
      header: t('offboardings.column.account'),
      cell: ({ account }) => account?.appleId ?? t('offboardings.noAccount'),
    },
    {
      id: 'state',
      header: t('offboardings.column.state'),
      cell: ({ state }) => <StateMark state={state}>{t(`states.${state}`)}</StateMark>,
    },
  ]
  const remove: Column<ConnectionSummary> = {
    id: 'remove',
    header: <HiddenText>{t('offboardings.scope.remove')}</HiddenText>,
    cell: ({ id, name }) => (
      <ActionForm action={removeConnectionAction} hidden={{ ...removal, connection: id }}>
        <SubmitButton tone="plain" pendingLabel={t('offboardings.saving')}>
          {t('offboardings.scope.remove')} <HiddenText>{name}</HiddenText>
        </SubmitButton>
      </ActionForm>
    ),
  }
  return (
    <Section
      title={t('offboardings.scope.chosen', { count: connections.length })}
      note={
        connections.length > shown.length
          ? t('connections.firstOf', { shown: shown.length, found: connections.length })
          : undefined
      }
    >
      <DataTable
        label={t('offboardings.scope.chosen', { count: connections.length })}
        rows={shown}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/connections/${id}`}
        empty={<p>{t('offboardings.nothingChosen')}</p>}
        columns={removal ? [...columns, remove] : columns}
      />
    </Section>
  )
}
