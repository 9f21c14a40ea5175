import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { StoredTask } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceSection } from './evidence-section.tsx'
import { isOver, progressOf, RunTasks } from './run-tasks.tsx'
import { ResumeButton, StuckTask } from './stuck-task.tsx'

/** A task that has run for longer than this may have lost its worker. */
const slowMs = 15 * 60_000

/** Each with what to do about it: a person works through them one by one. */
const mostStuck = 10

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
  const over = tasks.filter(isOver).length
  const current = tasks.find((task) => task.state === 'running')
  const isSlow = current?.startedAt && now.getTime() - current.startedAt.getTime() > slowMs
  const stuck = tasks.filter((task) => task.state === 'needsAttention')
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
      <RunTasks offboarding={offboarding} />
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}
