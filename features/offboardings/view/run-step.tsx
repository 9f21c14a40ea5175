import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { type Column, DataTable } from '#components/data-table.tsx'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { Section } from '#components/section.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { StoredTask } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceSection } from './evidence-section.tsx'
import { ResumeButton, StuckTask } from './stuck-task.tsx'
import { TaskStateMark } from './task-state.tsx'

/** A task that has run for longer than this may have lost its worker. */
const slowMs = 15 * 60_000

/** Of more tasks only those are listed that move, or wait for somebody. */
const most = 200
/** Each with what to do about it: a person works through them one by one. */
const mostStuck = 10

const isOfInterest = ({ state }: StoredTask): boolean => state === 'running' || state === 'needsAttention'

type RunStepProps = { offboarding: OffboardingDetail; mayRun: boolean; now: Date }

/** What the worker is doing, task by task; the page asks again until nothing moves by itself any more. */
export async function RunStep({ offboarding, mayRun, now }: RunStepProps) {
  const t = await getTranslations('offboardings')
  const { id, state, tasks, plan, irreversibleFrom } = offboarding
  const nameOf = ({ connectionId }: Pick<StoredTask, 'connectionId'>) =>
    plan.connections.find((connection) => connection.id === connectionId)?.name ?? ''
  const isMany = plan.connections.length > 1
  const isHeld = irreversibleFrom !== null && irreversibleFrom > now
  const isMoving = state === 'confirmed' || state === 'running'
  const over = tasks.filter((task) => task.state === 'done' || task.state === 'skipped').length
  const current = tasks.find((task) => task.state === 'running')
  const isSlow = current?.startedAt && now.getTime() - current.startedAt.getTime() > slowMs
  const stuck = tasks.filter((task) => task.state === 'needsAttention')
  const names: Column<StoredTask>[] = isMany
    ? [{ id: 'connection', header: t('column.connection'), cell: nameOf }]
    : []
  const shown = tasks.length > most ? tasks.filter(isOfInterest) : tasks
  return (
    <>
      {state === 'cancelled' ? <Banner>{t('run.cancelled')}</Banner> : null}
      {isMoving && isHeld ? (
        <Banner tone="expiring">{t.rich('run.held', { at: () => <Moment at={irreversibleFrom} /> })}</Banner>
      ) : null}
      {isMoving ? (
        <ProgressStatus
          label={t('run.running')}
          sentence={
            current
              ? t(`tasks.${current.kind}.running`, progressOf(current))
              : t(isHeld ? 'run.waitingGrace' : 'run.waiting')
          }
          share={tasks.length === 0 ? 0 : over / tasks.length}
        />
      ) : null}
      <RefreshWhile active={isMoving} everyMs={isHeld ? 15_000 : 1500} />
      {isMoving && isSlow && mayRun ? <ResumeButton id={id} /> : null}
      {stuck.slice(0, mostStuck).map((task) => (
        <StuckTask
          key={task.position}
          id={id}
          task={task}
          name={isMany ? nameOf(task) : null}
          connectionName={nameOf(task)}
          certificate={offboarding.certificates.get(task.connectionId) ?? {}}
          mayRun={mayRun}
        />
      ))}
      {stuck.length > mostStuck ? <p>{t('run.moreStuck', { count: stuck.length - mostStuck })}</p> : null}
      {state === 'awaitingAccount' ? (
        <Banner
          tone="refusal"
          action={<ButtonLink href={`/offboardings/${id}/account`}>{t('run.toAccount')}</ButtonLink>}
        >
          {t('run.half', { accounts: offboarding.accounts.length })}
        </Banner>
      ) : null}
      <Section
        title={t('run.tasks')}
        note={
          isMany ? t('run.over', { over, of: tasks.length, connections: plan.connections.length }) : undefined
        }
      >
        <DataTable
          label={t('run.tasks')}
          rows={shown.slice(0, most)}
          rowKey={({ position }) => String(position)}
          empty={null}
          columns={[
            ...names,
            { id: 'task', header: t('column.task'), cell: ({ kind }) => t(`tasks.${kind}.name`) },
            {
              id: 'state',
              header: t('column.state'),
              cell: (task) => <TaskStateMark task={task} isOver={state === 'cancelled'} />,
            },
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
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}

const progressOf = ({ progress }: StoredTask) => ({
  removed: progress.removed ?? 0,
  looks: progress.looks ?? 0,
  refused: progress.refusedSince && !progress.since ? 'yes' : 'no',
})

async function TaskWords({ task }: { task: StoredTask }) {
  const t = await getTranslations()
  if (task.state === 'skipped' && task.reason) return t(`offboardings.skips.${task.reason}`)
  if (task.state === 'needsAttention' && task.reason) return t(`refusals.${task.reason}`, task.values)
  if (task.state === 'done') return t(`offboardings.tasks.${task.kind}.done`, progressOf(task))
  return null
}
