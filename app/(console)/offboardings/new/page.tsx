import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ButtonLink } from '#components/button-link.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { requireActor } from '#features/access/guard.ts'
import { offboardingChoices } from '#features/offboardings/choices.ts'
import { listOffboardings } from '#features/offboardings/queries.ts'
import { hasEnded } from '#features/offboardings/scope.ts'
import { OpenCases } from '#features/offboardings/view/open-cases.tsx'
import { NewCase } from '#features/offboardings/view/scope-step.tsx'
import { listAsked } from '../../list-asked.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

const query = z.object({ connection: z.uuid().optional().catch(undefined) })

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('offboardings'))('new.title') }
}

export default async function NewOffboarding({ searchParams }: Props) {
  const actor = await requireActor('offboardings:start')
  const { connection } = query.parse(await searchParams)
  const { text } = listAsked(await searchParams)
  const chosen = connection === undefined ? [] : [connection]
  const [choices, cases, t] = await Promise.all([
    offboardingChoices(actor, { text, first: chosen }),
    listOffboardings(actor),
    getTranslations('offboardings'),
  ])
  const open = cases.filter(
    ({ state, connections }) =>
      state !== 'finished' &&
      state !== 'reopened' &&
      state !== 'cancelled' &&
      // What is back is no longer that case's to end.
      connections.some(({ state: life, sharesAgain }) => !hasEnded(life) && !sharesAgain),
  )
  return (
    <>
      <PageHeader
        title={t('new.title')}
        trail={{ label: t('trail'), parents: [{ href: '/offboardings', label: t('title') }] }}
        meta={t('scope.note')}
      />
      {choices.found > 0 || text !== '' ? (
        <>
          <OpenCases cases={open} />
          <NewCase choices={choices} sought={text} chosen={chosen} />
        </>
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
