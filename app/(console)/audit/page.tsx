import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { ActionForm } from '#components/action-form.tsx'
import { EmptyState } from '#components/empty-state.tsx'
import { Footnote } from '#components/footnote.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { PageLinks } from '#components/page-links.tsx'
import { SubmitButton } from '#components/submit-button.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { verifyAuditAction } from '#features/audit/actions.ts'
import { auditPage } from '#features/audit/queries.ts'
import { ChainState } from '#features/audit/view/chain-state.tsx'
import { EventsTable } from '#features/audit/view/events-table.tsx'

const perPage = 50
const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) })

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') }
}

export default async function Audit({ searchParams }: Props) {
  const actor = await requireActor('audit:read')
  const { before } = query.parse(await searchParams)
  const t = await getTranslations('audit')
  const { events, gaps, head, older, newer, verified } = await auditPage(actor, { before, most: perPage })
  const numbers = [...events.map(({ sequence }) => sequence), ...gaps.flatMap(({ from, to }) => [from, to])]
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={t('about')}
        action={
          can(actor, 'audit:verify') ? (
            <ActionForm action={verifyAuditAction}>
              <SubmitButton pendingLabel={t('verifying')}>{t('verify')}</SubmitButton>
            </ActionForm>
          ) : null
        }
      />
      <ChainState head={head} verified={verified} />
      <EventsTable
        events={events}
        gaps={gaps}
        empty={<EmptyState title={t('empty.title')}>{t('empty.sentence')}</EmptyState>}
      />
      {head.sequence > 0 && can(actor, 'audit:verify') ? (
        <Footnote>
          <span>
            <a href="/api/audit/export" download>
              {t('export.link')}
            </a>{' '}
            {t('export.sentence')}
          </span>
        </Footnote>
      ) : null}
      {events.length + gaps.length > 0 ? (
        <PageLinks
          label={t('pages.label')}
          range={t('pages.range', {
            from: Math.min(...numbers),
            to: Math.max(...numbers),
            all: head.sequence,
          })}
          previous={{
            href: newer === null ? undefined : newer > head.sequence ? '/audit' : `/audit?before=${newer}`,
            label: t('pages.newer'),
          }}
          next={{ href: older === null ? undefined : `/audit?before=${older}`, label: t('pages.older') }}
        />
      ) : null}
    </>
  )
}
