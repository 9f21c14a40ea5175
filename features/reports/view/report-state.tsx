import { getTranslations } from 'next-intl/server'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { ReportSummary } from '../queries.ts'
import type { ReportState } from '../schema.ts'

const marks: Record<ReportState, WorkState> = {
  waiting: 'waiting',
  rendering: 'underWay',
  ready: 'done',
  failed: 'failed',
  expired: 'cancelled',
}

/** How a report stands: drawn or not yet, and whether it no longer holds. */
export async function ReportStateMark({
  report: { state, supersededAt },
}: {
  report: Pick<ReportSummary, 'state' | 'supersededAt'>
}) {
  const t = await getTranslations('reports.states')
  if (supersededAt === null) return <WorkMark state={marks[state]}>{t(state)}</WorkMark>
  return (
    <WorkMark state="failed">{t.rich('superseded', { at: () => <Moment at={supersededAt} /> })}</WorkMark>
  )
}
