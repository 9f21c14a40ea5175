import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { listOffboardings } from '#features/offboardings/queries.ts'
import { OffboardingsTable } from '#features/offboardings/view/offboardings-table.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('offboardings'))('title') }
}

export default async function Offboardings() {
  const actor = await requireActor('offboardings:read')
  const [offboardings, t] = await Promise.all([listOffboardings(actor), getTranslations('offboardings')])
  const begin = can(actor, 'offboardings:start') ? (
    <ButtonLink href="/offboardings/new">{t('start')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader title={t('title')} meta={t('about')} action={offboardings.length > 0 ? begin : null} />
      <OffboardingsTable
        offboardings={offboardings}
        empty={
          <EmptyState title={t('none.title')} action={begin}>
            {t('none.sentence')}
          </EmptyState>
        }
      />
    </>
  )
}
