import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { offboardingChoices } from '#features/offboardings/queries.ts'
import { NewCase } from '#features/offboardings/view/scope-step.tsx'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const query = z.object({ connection: z.uuid().optional().catch(undefined) })

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('offboardings'))('new.title') }
}

export default async function NewOffboarding({ searchParams }: Props) {
  const actor = await requireActor('offboardings:start')
  const { connection } = query.parse(await searchParams)
  const [choices, t] = await Promise.all([offboardingChoices(actor), getTranslations('offboardings')])
  return (
    <>
      <PageHeader
        title={t('new.title')}
        trail={{ label: t('trail'), parents: [{ href: '/offboardings', label: t('title') }] }}
        meta={t('scope.note')}
      />
      {choices.length > 0 ? (
        <NewCase choices={choices} chosen={connection === undefined ? [] : [connection]} />
      ) : (
        <EmptyState
          title={t('new.nothing')}
          action={<ButtonLink href="/connections">{t('new.seeConnections')}</ButtonLink>}
        >
          {t('new.nothingSentence')}
        </EmptyState>
      )}
    </>
  )
}
