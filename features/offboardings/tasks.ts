import type { TaskKind } from '#domain/offboarding/task.ts'
import { enrolmentTokenTasks } from './enrolment-token-tasks.ts'
import { locationTokenTasks } from './location-token-tasks.ts'
import { pushCertificateTasks } from './push-certificate-tasks.ts'
import type { TaskContext, TaskResult } from './task-context.ts'
import { tokenTasks } from './token-tasks.ts'

/** How each task is carried out, and rehearsed. */
export const tasks: Record<TaskKind, (context: TaskContext) => Promise<TaskResult>> = {
  ...locationTokenTasks,
  ...enrolmentTokenTasks,
  ...pushCertificateTasks,
  ...tokenTasks,
}
