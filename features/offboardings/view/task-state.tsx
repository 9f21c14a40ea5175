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

type TaskStateMarkProps = {
  task: { state: TaskState }
  /** The case was called off: what waits will never be done. */
  isOver: boolean
}

/** How a task stands: shape, colour and word together. */
export async function TaskStateMark({ task, isOver }: TaskStateMarkProps) {
  const t = await getTranslations('offboardings.taskStates')
  if (isOver && (task.state === 'waiting' || task.state === 'needsAttention'))
    return <StateMark state="none">{t('notDone')}</StateMark>
  return <StateMark state={shapes[task.state]}>{t(task.state)}</StateMark>
}
