import { getTranslations } from 'next-intl/server'
import { DataTable } from '#components/data-table.tsx'
import { Section } from '#components/section.tsx'
import { StateMark } from '#components/state-mark.tsx'
import type { ConnectionSummary } from '#features/connections/queries.ts'

/** What a case is about, where it can no longer be changed. */
export async function ScopedConnections({ connections }: { connections: ConnectionSummary[] }) {
  const t = await getTranslations()
  return (
    <Section title={t('offboardings.steps.scope')}>
      <DataTable
        label={t('offboardings.steps.scope')}
        rows={connections}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/connections/${id}`}
        empty={t('offboardings.nothingChosen')}
        columns={[
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
        ]}
      />
    </Section>
  )
}
