import { getTranslations } from 'next-intl/server'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { isUnderWay, type ReportState } from '../schema.ts'

/** A report on its way, asked for again until it is there. */
export async function ReportProgress({ state }: { state: ReportState }) {
  const t = await getTranslations('reports.progress')
  if (!isUnderWay(state)) return null
  return (
    <>
      <ProgressStatus label={t('label')} sentence={t(state)} />
      <RefreshWhile active everyMs={1000} />
    </>
  )
}
