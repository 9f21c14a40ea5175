import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { GradeLegend } from '#features/catalogue/view/grade-legend.tsx'
import { gradesShown } from '#features/catalogue/view/grades-shown.ts'
import { langHere } from '#features/catalogue/view/lang.ts'
import { inventory } from '#features/inventory/queries.ts'
import { ConnectionsTable } from '#features/inventory/view/connections-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connections'))('title') }
}

export default async function Connections() {
  const actor = await requireActor('connections:read')
  const { services, reading, observed } = await inventory(actor, { lang: await langHere() })
  const t = await getTranslations('connections')
  const words = await getTranslations()
  const connections = services.flatMap((service) => service.connections)
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} />
      <ConnectionsTable
        withService
        connections={connections}
        reading={reading}
        observed={observed}
        empty={
          <EmptyState
            title={t('empty.title')}
            action={<ButtonLink href="/readings">{words('readings.go')}</ButtonLink>}
          >
            {t(reading ? 'empty.none' : 'empty.notRead')}
          </EmptyState>
        }
      />
      {connections.length > 0 ? (
        <GradeLegend
          grades={gradesShown([observed, ...connections.map((connection) => connection.population.source)])}
        />
      ) : null}
    </>
  )
}
