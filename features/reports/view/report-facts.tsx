import { getFormatter, getTranslations } from 'next-intl/server'
import { DefinitionList } from '#components/definition-list.tsx'
import { QuietLink } from '#components/quiet-link.tsx'
import { Section } from '#components/section.tsx'
import { tablesOf } from '#domain/report/tables.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { ReportSummary } from '../queries.ts'
import { Size } from './report-words.tsx'
import { TableLinks } from './table-links.tsx'

/** What a report is, what it rests on, what it is known by, and its data. */
export async function ReportFacts({ report }: { report: ReportSummary }) {
  const t = await getTranslations('reports')
  const versions = await getTranslations('reports.document.state')
  const cases = await getTranslations('offboardings')
  const names = await getTranslations('services')
  const date = await datesHere()
  const { number } = await getFormatter()
  const { reading, state } = report
  const day = (at: string) => date(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })
  const { asOf, from, to, services } = report.of
  const narrowed = [
    ...(asOf === null ? [] : [{ term: t('document.cover.asOf'), description: day(asOf) }]),
    ...(from === null || to === null
      ? []
      : [
          {
            term: t('document.cover.changes'),
            description: t('narrowed.span', { from: day(from), to: day(to) }),
          },
        ]),
    ...(services.length === 0
      ? []
      : [
          {
            term: t('document.cover.services'),
            description: services.map((each) => names(`${each}.name`)).join(', '),
          },
        ]),
  ]
  const tables = state === 'expired' ? [] : tablesOf(report.kind, { tellsChanges: from !== null })
  return (
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
          ...(report.enclosed === 0
            ? []
            : [
                {
                  id: 'enclosed',
                  term: t('fact.enclosed'),
                  description: t('enclosedFiles', { count: report.enclosed }),
                },
              ]),
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
          ...narrowed.map((each) => ({ id: each.term, ...each })),
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
            description:
              state === 'ready' || state === 'expired'
                ? number(report.pages.drawn - report.annexed.pages)
                : t('notYet'),
          },
          {
            id: 'size',
            term: t('fact.size'),
            description:
              report.size === null ? (
                t(state === 'expired' ? 'erased' : 'notYet')
              ) : (
                <Size bytes={report.size} />
              ),
          },
          ...(state !== 'ready' || report.annexed.pages === 0
            ? []
            : [
                {
                  id: 'annexed',
                  term: t('annex.volumes'),
                  description: t('annexed', {
                    pages: report.annexed.pages,
                    size: t('size', { size: number(Math.ceil(report.annexed.size / 1000)) }),
                  }),
                },
              ]),
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
            description:
              state === 'expired'
                ? t('erased')
                : t.rich('data', {
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
  )
}
