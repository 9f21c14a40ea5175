import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ActionForm } from '#components/action-form.tsx'
import { Banner } from '#components/banner.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { makeCheckpointAction } from '#features/audit/actions.ts'
import { checkpointPage } from '#features/audit/checkpoints.ts'
import { mailing } from '#features/audit/mailing-queries.ts'
import { CheckpointsTable } from '#features/audit/view/checkpoints-table.tsx'
import { MailingSection } from '#features/audit/view/mailing-section.tsx'

const perPage = 50
const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) })

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit.checkpoints'))('title') }
}

export default async function Checkpoints({ searchParams }: Props) {
  const actor = await requireActor('audit:read')
  const { before } = query.parse(await searchParams)
  const t = await getTranslations('audit')
  const trail = await getTranslations('frame')
  const [{ checkpoints, hasOlder, key }, mailed] = await Promise.all([
    checkpointPage(actor, { before, most: perPage }),
    mailing(actor),
  ])
  const oldest = checkpoints.at(-1)?.sequence ?? 0
  return (
    <>
      <PageHeader
        title={t('checkpoints.title')}
        trail={{ label: trail('breadcrumb'), parents: [{ href: '/audit', label: t('title') }] }}
        meta={t('checkpoints.about')}
        action={
          can(actor, 'audit:verify') ? (
            <ActionForm action={makeCheckpointAction}>
              <SubmitButton pendingLabel={t('checkpoints.signing')}>{t('checkpoints.sign')}</SubmitButton>
            </ActionForm>
          ) : null
        }
      />
      <Banner>{t.rich('checkpoints.key', { key: () => <code>{key}</code> })}</Banner>
      <CheckpointsTable
        checkpoints={checkpoints}
        empty={
          <EmptyState title={t('checkpoints.empty.title')}>{t('checkpoints.empty.sentence')}</EmptyState>
        }
      />
      {before !== undefined || hasOlder ? (
        <PageLinks
          label={t('checkpoints.pages.label')}
          range={t('checkpoints.pages.range', { from: oldest, to: checkpoints[0]?.sequence ?? 0 })}
          previous={{
            href: before === undefined ? undefined : '/audit/checkpoints',
            label: t('checkpoints.pages.newest'),
          }}
          next={{
            href: hasOlder ? `/audit/checkpoints?before=${oldest}` : undefined,
            label: t('checkpoints.pages.older'),
          }}
        />
      ) : null}
      {before === undefined ? (
        <MailingSection mailing={mailed} canChange={can(actor, 'organisations:change')} />
      ) : null}
    </>
  )
}
