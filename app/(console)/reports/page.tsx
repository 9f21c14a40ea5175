import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { can } from '#domain/actor.ts'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { requireActor } from '#features/access/guard.ts'
import { OfOneEdition } from '#features/catalogue/view/of-one-edition.tsx'
import { listReports } from '#features/reports/queries.ts'
import { isUnderWay } from '#features/reports/schema.ts'
import { ReportsTable } from '#features/reports/view/reports-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function Reports({ searchParams }: Props) {
  const actor = await requireActor('reports:read')
  const { edition: asked } = await searchParams
  const edition = catalogue.editions.find(({ id }) => id === asked)?.id
  const reports = await listReports(actor, edition ? { edition } : {})
  const t = await getTranslations('reports')
  const compose = can(actor, 'reports:compose') ? (
    <ButtonLink href="/reports/new">{t('compose.label')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} action={reports.length > 0 ? compose : null} />
      {edition ? <OfOneEdition edition={edition} all="/reports" /> : null}
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
