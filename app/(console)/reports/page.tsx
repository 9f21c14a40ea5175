import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { listReports } from '#features/reports/queries.ts'
import { isUnderWay } from '#features/reports/schema.ts'
import { ReportsTable } from '#features/reports/view/reports-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default async function Reports() {
  const actor = await requireActor('reports:read')
  const reports = await listReports(actor)
  const t = await getTranslations('reports')
  const compose = can(actor, 'reports:compose') ? (
    <ButtonLink href="/reports/new">{t('compose.label')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} action={reports.length > 0 ? compose : null} />
      <RefreshWhile active={reports.some(({ state }) => isUnderWay(state))} />
      <ReportsTable
        reports={reports}
        empty={
          <EmptyState title={t('none.title')} action={compose}>
            {t('none.sentence')} {compose ? null : t('none.mayNot')}
          </EmptyState>
        }
      />
    </>
  )
}
