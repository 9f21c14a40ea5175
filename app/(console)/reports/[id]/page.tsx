import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { cache } from 'react'
import { z } from 'zod'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { DefinitionList } from '#components/definition-list.tsx'
import { PageHeader } from '#components/page-header.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { can } from '#domain/actor.ts'
import { tablesOfKind } from '#domain/report/tables.ts'
import { requireActor } from '#features/access/guard.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { type ReportSummary, reportDetail } from '#features/reports/queries.ts'
import { DownloadButton } from '#features/reports/view/download-button.tsx'
import { ReportApproval } from '#features/reports/view/report-approval.tsx'
import { ReportProgress } from '#features/reports/view/report-progress.tsx'
import { ReportStateMark } from '#features/reports/view/report-state.tsx'
import { Size } from '#features/reports/view/report-words.tsx'
import { TableLinks } from '#features/reports/view/table-links.tsx'
import { VolumesTable } from '#features/reports/view/volumes-table.tsx'
import { datesHere } from '#i18n/dates.ts'
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

/** Where such a report is composed: one about a case, in its case. */
const composedAt = ({ kind, about }: ReportSummary): string =>
  about === null
    ? '/reports/new'
    : `/offboardings/${about.offboardingId}/${kind === 'impact' ? 'impact' : 'done'}`

export default async function Report({ params }: Props) {
  const { actor, report } = await load((await params).id)
  const t = await getTranslations('reports')
  const refusals = await getTranslations('refusals')
  const versions = await getTranslations('reports.document.state')
  const cases = await getTranslations('offboardings')
  const date = await datesHere()
  const { number } = await getFormatter()
  const { reading, supersededAt } = report
  const tables = tablesOfKind[report.kind]
  const composeAgain = can(actor, 'reports:compose') ? (
    <ButtonLink href={composedAt(report)}>{t('composeAgain')}</ButtonLink>
  ) : null
  return (
    <>
      <PageHeader
        title={t(`kinds.${report.kind}`)}
        trail={{ label: t('trail'), parents: [{ href: '/reports', label: t('title') }] }}
        mark={<ReportStateMark report={report} />}
        meta={t('frozen')}
        action={
          report.state === 'ready' ? (
            <DownloadButton reportId={report.id} />
          ) : report.state === 'failed' ? (
            composeAgain
          ) : null
        }
      />
      <ReportProgress report={report} />
      {supersededAt ? (
        <Banner tone="refusal">{t.rich('superseded', { at: () => <Moment at={supersededAt} /> })}</Banner>
      ) : null}
      {report.state === 'failed' ? (
        <Banner tone="refusal">
          {t('failed', { reason: refusals(report.reason ?? 'renderFailed', report.reasonValues ?? {}) })}
        </Banner>
      ) : null}
      {report.state === 'ready' ? (
        <ReportApproval
          report={report}
          mayApprove={can(actor, 'reports:approve')}
          isOwn={actor.id !== null && actor.id === report.composedById}
        />
      ) : null}
      <Section title={t('factsTitle')}>
        <DefinitionList
          items={[
            {
              id: 'composed',
              term: t('fact.composed'),
              description: <Moment at={report.composedAt} />,
            },
            { id: 'by', term: t('fact.by'), description: report.composedBy },
            {
              id: 'version',
              term: t('fact.version'),
              description: versions(report.version),
            },
            { id: 'language', term: t('fact.language'), description: t(`languages.${report.language}`) },
            { id: 'standard', term: t('fact.standard'), description: t(`standards.${report.standard}`) },
            ...(report.about === null
              ? []
              : [
                  {
                    id: 'about',
                    term: t('fact.about'),
                    description: (
                      <QuietLink href={`/offboardings/${report.about.offboardingId}`}>
                        {cases('named', {
                          name: report.about.name,
                          count: report.about.count,
                          others: report.about.count - 1,
                        })}
                      </QuietLink>
                    ),
                  },
                ]),
            {
              id: 'reading',
              term: t('fact.reading'),
              description: reading ? (
                <QuietLink href={`/readings/${reading.id}`}>
                  {t('readingNumbered', {
                    sequence: reading.sequence,
                    at: date(reading.finishedAt, { dateStyle: 'medium', timeStyle: 'short' }),
                  })}
                </QuietLink>
              ) : (
                t('noReading')
              ),
            },
            {
              id: 'pages',
              term: t('fact.pages'),
              description: report.state === 'ready' ? number(report.pages.drawn) : t('notYet'),
            },
            {
              id: 'size',
              term: t('fact.size'),
              description: report.size === null ? t('notYet') : <Size bytes={report.size} />,
            },
            {
              id: 'pdf',
              term: t('fact.pdf'),
              description: report.pdfSha256 ?? t('notYet'),
              mono: report.pdfSha256 !== null,
            },
            { id: 'facts', term: t('fact.facts'), description: report.factsSha256, mono: true },
            {
              id: 'data',
              term: t('fact.data'),
              description: t.rich('data', {
                json: (chunks) => (
                  <a href={`/api/reports/${report.id}/facts`} download>
                    {chunks}
                  </a>
                ),
                schema: (chunks) => <a href="/api/schemas/report-facts">{chunks}</a>,
              }),
            },
            ...(tables.length === 0
              ? []
              : [
                  {
                    id: 'tables',
                    term: t('tables.title'),
                    description: <TableLinks reportId={report.id} tables={tables} />,
                  },
                ]),
            {
              id: 'renderer',
              term: t('fact.renderer'),
              description: report.rendererVersion ?? t('notYet'),
            },
            { id: 'id', term: t('fact.id'), description: report.id, mono: true },
          ]}
        />
      </Section>
      {report.volumes.length > 0 ? (
        <Section title={t('annex.title')} note={t('annex.note')}>
          <VolumesTable report={report} />
        </Section>
      ) : null}
      {report.state === 'ready' && can(actor, 'audit:read') ? (
        <Section title={t('bundle.label')} note={t('bundle.about')}>
          <a href={`/api/reports/${report.id}/bundle`} download>
            {t('bundle.label')}
          </a>
        </Section>
      ) : null}
      {report.state === 'ready' ? (
        <Section title={t('verifyTitle')} note={t('verify')}>
          <p>{t.rich('verifyAt', { page: (chunks) => <QuietLink href="/verify">{chunks}</QuietLink> })}</p>
          <code>npm run --silent cli -- verify report FILE</code>
        </Section>
      ) : null}
    </>
  )
}
