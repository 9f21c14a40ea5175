import { getTranslations } from 'next-intl/server'
import type { ReportSummary } from '../queries.ts'

/** Which report, and of which case where it is about one. */
export async function ReportName({
  report: { kind, about },
}: {
  report: Pick<ReportSummary, 'kind' | 'about'>
}) {
  const t = await getTranslations()
  return (
    <>
      {t(`reports.kinds.${kind}`)}
      {about === null ? null : (
        <>
          <br />
          <small>
            {t('offboardings.named', { name: about.name, count: about.count, others: about.count - 1 })}
          </small>
        </>
      )}
    </>
  )
}
