import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { requireActor } from '#features/access/guard.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { type ReportSummary, reportDetail } from '#features/reports/queries.ts'
import { DownloadButton } from '#features/reports/view/download-button.tsx'
import { ExpiredReport } from '#features/reports/view/expired-report.tsx'
import { ReportApproval } from '#features/reports/view/report-approval.tsx'
import { ReportFacts } from '#features/reports/view/report-facts.tsx'
import { ReportProgress } from '#features/reports/view/report-progress.tsx'
import { ReportStateMark } from '#features/reports/view/report-state.tsx'
import { VolumesTable } from '#features/reports/view/volumes-table.tsx'
import { orNotFound } from '../../../or-not-found.ts'

type Props = { params: Promise<{ id: string }> }

const load = cache(async (id: string) => {
  const actor = await requireActor('reports:read')
  if (!z.uuid().safeParse(id).success) notFound()
  return { actor, report: await orNotFound(reportDetail(actor, id)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { report } = await load((await params).id)
  return { title: (await getTranslations('reports.kinds'))(report.kind) }
}

/** Where such a report is composed: one about a case in its case, an extract in its request. */
const composedAt = ({ kind, about, requestId }: ReportSummary): string => {
  if (requestId !== null) return `/access-requests/${requestId}`
  return about === null
    ? '/reports/new'
    : `/offboardings/${about.offboardingId}/${kind === 'impact' ? 'impact' : 'done'}`
}

export default async function Report({ params }: Props) {
  const { actor, report } = await load((await params).id)
  const t = await getTranslations('reports')
  const refusals = await getTranslations('refusals')
  const { state, supersededAt } = report
  const composeAgain = can(actor, report.kind === 'extract' ? 'accessRequests:handle' : 'reports:compose') ? (
    <ButtonLink href={composedAt(report)}>{t('composeAgain')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader
        title={t(`kinds.${report.kind}`)}
        trail={{ label: t('trail'), parents: [{ href: '/reports', label: t('title') }] }}
        mark={<ReportStateMark report={report} />}
        meta={state === 'expired' ? null : t('frozen')}
        action={
          state === 'ready' ? (
            <DownloadButton reportId={report.id} />
          ) : state === 'failed' || state === 'expired' ? (
            composeAgain
          ) : null
        }
      />
      <ReportProgress report={report} />
      {supersededAt ? (
        <Banner tone="refusal">{t.rich('superseded', { at: () => <Moment at={supersededAt} /> })}</Banner>
      ) : null}
      {state === 'failed' ? (
        <Banner tone="refusal">
          {t('failed', { reason: refusals(report.reason ?? 'renderFailed', report.reasonValues ?? {}) })}
        </Banner>
      ) : null}
      {report.expiredAt ? <ExpiredReport expiredAt={report.expiredAt} /> : null}
      {state === 'ready' ? (
        <ReportApproval
          report={report}
          mayApprove={can(actor, 'reports:approve')}
          isOwn={actor.id !== null && actor.id === report.composedById}
        />
      ) : null}
      <ReportFacts report={report} />
      {report.volumes.length > 0 ? (
        <Section title={t('annex.title')} note={t('annex.note')}>
          <VolumesTable report={report} />
        </Section>
      ) : null}
      {state === 'ready' && can(actor, 'audit:read') ? (
        <Section title={t('bundle.label')} note={t('bundle.about')}>
          <a href={`/api/reports/${report.id}/bundle`} download>
            {t('bundle.label')}
          </a>
        </Section>
      ) : null}
      {state === 'ready' || state === 'expired' ? (
        <Section title={t('verifyTitle')} note={t('verify')}>
          <p>{t.rich('verifyAt', { page: (chunks) => <QuietLink href="/verify">{chunks}</QuietLink> })}</p>
          <code>npm run --silent cli -- verify report FILE</code>
        </Section>
      ) : null}
    </>
  )
}
