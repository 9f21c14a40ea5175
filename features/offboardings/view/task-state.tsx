import { getTranslations } from 'next-intl/server'
import { StateMark, type StateShape } from '#components/state-mark.tsx'
import type { TaskState } from '#domain/offboarding/task.ts'

const shapes: Record<TaskState, StateShape> = {
  waiting: 'none',
  running: 'sharing',
  done: 'stopped',
  needsAttention: 'expired',
  skipped: 'missing',
}

/** How a task stands: shape, colour and word together. */
export async function TaskStateMark({ task }: { task: { state: TaskState } }) {
  const t = await getTranslations('offboardings.taskStates')
  return <StateMark state={shapes[task.state]}>{t(task.state)}</StateMark>
}
