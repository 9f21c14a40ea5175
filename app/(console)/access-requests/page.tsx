import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { listAccessRequests } from '#features/access-requests/queries.ts'
import { RequestsTable } from '#features/access-requests/view/requests-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('accessRequests'))('title') }
}

export default async function AccessRequests() {
  const actor = await requireActor('accessRequests:read')
  const requests = await listAccessRequests(actor)
  const t = await getTranslations('accessRequests')
  const begin = can(actor, 'accessRequests:handle') ? (
    <ButtonLink href="/access-requests/new">{t('recordLabel')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} meta={t('lead')} action={requests.length > 0 ? begin : null} />
      <RequestsTable
        requests={requests}
        empty={
          <EmptyState title={t('none.title')} action={begin}>
            {t('none.sentence')} {begin ? null : t('none.mayNot')}
          </EmptyState>
        }
      />
    </>
  )
}
