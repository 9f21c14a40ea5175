import { getTranslations } from 'next-intl/server'
import { datesHere } from '#i18n/dates.ts'
import type { ReportSummary } from '../queries.ts'

/** Which report, of which case where it is about one, and what it was narrowed to: reports of a kind are told apart by it. */
export async function ReportName({
  report: { kind, about, of },
}: {
  report: Pick<ReportSummary, 'kind' | 'about' | 'of'>
}) {
  const t = await getTranslations()
  const date = await datesHere()
  const day = (at: string) => date(new Date(at), { dateStyle: 'medium' })
  const told = [
    ...(about === null
      ? []
      : [t('offboardings.named', { name: about.name, count: about.count, others: about.count - 1 })]),
    ...(of.from !== null && of.to !== null
      ? [t('reports.narrowed.changes', { from: day(of.from), to: day(of.to) })]
      : of.asOf === null
        ? []
        : [t('reports.narrowed.asOf', { at: day(of.asOf) })]),
    ...(of.services.length === 0 ? [] : [of.services.map((each) => t(`services.${each}.name`)).join(', ')]),
  ]
  return (
    <>
      {t(`reports.kinds.${kind}`)}
      {told.map((each) => (
        <small key={each}>
          <br />
          {each}
        </small>
      ))}
    </>
  )
}
