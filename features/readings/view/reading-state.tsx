import { getTranslations } from 'next-intl/server'
import { WorkMark, type WorkState } from '#components/work-mark.tsx'
import type { ReadingState } from '../queries.ts'

const marks: Record<ReadingState, WorkState> = {
  waiting: 'waiting',
  running: 'underWay',
  finished: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
}

/** How a reading stands. */
export async function ReadingStateMark({ state }: { state: ReadingState }) {
  const t = await getTranslations('readings.states')
  return <WorkMark state={marks[state]}>{t(state)}</WorkMark>
}
