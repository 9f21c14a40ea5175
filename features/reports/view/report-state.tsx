import { getTranslations } from 'next-intl/server'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import type { ReportState } from '../schema.ts'

const marks: Record<ReportState, WorkState> = {
  waiting: 'waiting',
  rendering: 'underWay',
  ready: 'done',
  failed: 'failed',
}

/** How a report stands. */
export async function ReportStateMark({ state }: { state: ReportState }) {
  const t = await getTranslations('reports.states')
  return <WorkMark state={marks[state]}>{t(state)}</WorkMark>
}
