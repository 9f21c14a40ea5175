import { getTranslations } from 'next-intl/server'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import type { ReportSummary } from '../queries.ts'
import { isUnderWay } from '../schema.ts'

/** A report on its way, asked for again until it is there. */
export async function ReportProgress({ report }: { report: ReportSummary }) {
  const t = await getTranslations('reports.progress')
  const { state, pages } = report
  if (!isUnderWay(state)) return null
  const isCounted = pages.expected !== null && pages.expected > pages.drawn
  return (
    <>
      <ProgressStatus
        label={t('label')}
        sentence={isCounted ? t('pages', { drawn: pages.drawn, expected: pages.expected ?? 0 }) : t(state)}
      />
      <RefreshWhile active everyMs={1000} />
    </>
  )
}
