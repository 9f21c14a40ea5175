import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { DataTable } from '#components/data-table.tsx'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { Section } from '#components/section.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { StoredTask } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'
import { ResumeButton, StuckTask } from './stuck-task.tsx'
import { TaskStateMark } from './task-state.tsx'

/** A task that has run for longer than this may have lost its worker. */
const slowMs = 15 * 60_000

type RunStepProps = { offboarding: OffboardingDetail; mayRun: boolean; now: Date }

/** What the worker is doing, task by task; the page asks again until nothing moves by itself any more. */
export async function RunStep({ offboarding, mayRun, now }: RunStepProps) {
  const t = await getTranslations('offboardings')
  const { id, state, tasks, plan } = offboarding
  const kindOfTask = ({ connectionId }: StoredTask) =>
    plan.connections.find((connection) => connection.id === connectionId)?.kind ?? 'locationToken'
  const isMoving = state === 'confirmed' || state === 'running'
  const over = tasks.filter((task) => task.state === 'done' || task.state === 'skipped').length
  const current = tasks.find((task) => task.state === 'running')
  const isSlow = current?.startedAt && now.getTime() - current.startedAt.getTime() > slowMs
  return (
    <>
      {isMoving ? (
        <ProgressStatus
          label={t('run.running')}
          sentence={current ? t(`tasks.${current.kind}.running`, progressOf(current)) : t('run.waiting')}
          share={tasks.length === 0 ? 0 : over / tasks.length}
        />
      ) : null}
      <RefreshWhile active={isMoving} everyMs={1500} />
      {isMoving && isSlow && mayRun ? <ResumeButton id={id} /> : null}
      {tasks
        .filter((task) => task.state === 'needsAttention')
        .map((task) => (
          <StuckTask key={task.position} id={id} task={task} connection={kindOfTask(task)} mayRun={mayRun} />
        ))}
      {state === 'awaitingAccount' ? (
        <Banner
          tone="refusal"
          action={<ButtonLink href={`/offboardings/${id}/account`}>{t('run.toAccount')}</ButtonLink>}
        >
          {t('run.half')}
        </Banner>
      ) : null}
      <Section title={t('run.tasks')}>
        <DataTable
          label={t('run.tasks')}
          rows={tasks}
          rowKey={({ position }) => String(position)}
          empty={null}
          columns={[
            { id: 'task', header: t('column.task'), cell: ({ kind }) => t(`tasks.${kind}.name`) },
            { id: 'state', header: t('column.state'), cell: (task) => <TaskStateMark task={task} /> },
            { id: 'said', header: t('column.said'), cell: (task) => <TaskWords task={task} /> },
            {
              id: 'finished',
              header: t('column.finished'),
              oneLine: true,
              cell: ({ finishedAt }) => (finishedAt ? <Moment at={finishedAt} /> : null),
            },
          ]}
        />
      </Section>
    </>
  )
}

const progressOf = ({ progress }: StoredTask) => ({
  removed: progress.removed ?? 0,
  looks: progress.looks ?? 0,
})

async function TaskWords({ task }: { task: StoredTask }) {
  const t = await getTranslations()
  if (task.state === 'skipped' && task.reason) return t(`offboardings.skips.${task.reason}`)
  if (task.state === 'needsAttention' && task.reason) return t(`refusals.${task.reason}`, task.values)
  if (task.state === 'done') return t(`offboardings.tasks.${task.kind}.done`, progressOf(task))
  return null
}
