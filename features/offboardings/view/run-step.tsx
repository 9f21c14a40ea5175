import { getTranslations } from 'next-intl/server'
import { Banner } from '#components/banner.tsx'
import { ButtonLink } from '#components/button-link.tsx'
import { FormButtons } from '#components/form-buttons.tsx'
import { ProgressStatus } from '#components/progress-status.tsx'
import { RefreshWhile } from '#components/refresh-while.tsx'
import { goneAssignments } from '#domain/offboarding/assignment.ts'
import { askAgainMs } from '#domain/offboarding/patience.ts'
import { goesInParts } from '#domain/offboarding/task.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import type { StoredTask } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'
import { EvidenceSection } from './evidence-section.tsx'
import { isOver, pauseWords, progressOf, RunTasks } from './run-tasks.tsx'
import { StopButton } from './stop-button.tsx'
import { ResumeButton, StuckTask } from './stuck-task.tsx'

/** A task that has shown no sign for longer than this may have lost its worker. */
const slowMs = 15 * 60_000

/** The last sign of a running task: its start, its last effect, or when it means to look again. */
const lastSignOf = ({ startedAt, progress }: StoredTask): number =>
  Math.max(
    startedAt?.getTime() ?? 0,
    ...[progress.movedAt, progress.again, progress.pausedUntil].flatMap((at) => (at ? Date.parse(at) : [])),
  )

/** From 0 to 1: tasks that are over, and of the one that runs as much as is known. */
const shareOf = (tasks: readonly StoredTask[], current: StoredTask | undefined): number => {
  const { removed = 0, of = 0 } = current?.progress ?? {}
  const over = tasks.filter(isOver).length + (of === 0 ? 0 : removed / of)
  return tasks.length === 0 ? 0 : over / tasks.length
}

/** Each with what to do about it: a person works through them one by one. */
const mostStuck = 10

type RunStepProps = { offboarding: OffboardingDetail; mayRun: boolean; now: Date }

/** What the worker is doing, task by task; the page asks again until nothing moves any more. */
export async function RunStep({ offboarding, mayRun, now }: RunStepProps) {
  const t = await getTranslations('offboardings')
  const { id, state, tasks, plan, irreversibleFrom } = offboarding
  const nameOf = ({ connectionId }: Pick<StoredTask, 'connectionId'>) =>
    plan.connections.find((connection) => connection.id === connectionId)?.name ?? ''
  const isMany = plan.connections.length > 1
  const isHeld = irreversibleFrom !== null && irreversibleFrom > now
  const isMoving = state === 'confirmed' || state === 'running'
  const everyMs = askAgainMs(state, isHeld)
  const current = tasks.find((task) => task.state === 'running')
  const isSlow = current && now.getTime() - lastSignOf(current) > slowMs
  const stoppable = tasks.filter((task) => task.state === 'running' && goesInParts(task.kind))
  const told = offboarding.evidence.filter(({ assigned }) => assigned.length > 0)
  const areMissed = goneAssignments(told).length > 0
  // Of a case that was called off nothing is left to do.
  const stuck = state === 'cancelled' ? [] : tasks.filter((task) => task.state === 'needsAttention')
  return (
    <>
      {state === 'cancelled' ? (
        <Banner>
          {t('run.cancelled')}{' '}
          {told.length > 0 ? t(`run.cancelled${areMissed ? 'Assignments' : 'AsTheyWere'}`) : null}
        </Banner>
      ) : null}
      {isMoving && isHeld ? (
        <Banner tone="expiring">{t.rich('run.held', { at: () => <Moment at={irreversibleFrom} /> })}</Banner>
      ) : null}
      {isMoving ? (
        <ProgressStatus
          label={t('run.running')}
          sentence={
            current
              ? [t(`tasks.${current.kind}.running`, progressOf(current)), await pauseWords(current, now)]
                  .filter((said) => said !== null)
                  .join(' ')
              : t(isHeld ? 'run.waitingGrace' : 'run.waiting')
          }
          share={shareOf(tasks, current)}
        />
      ) : null}
      <RefreshWhile active={everyMs !== null} everyMs={everyMs ?? 0} />
      {isMoving && mayRun && stoppable.length > 0 ? (
        <FormButtons>
          {stoppable.slice(0, mostStuck).map((task) => (
            <StopButton key={task.position} id={id} task={task} name={nameOf(task)} />
          ))}
        </FormButtons>
      ) : null}
      {isMoving && isSlow && mayRun ? <ResumeButton id={id} /> : null}
      {stuck.slice(0, mostStuck).map((task) => (
        <StuckTask
          key={task.position}
          id={id}
          task={task}
          name={isMany ? nameOf(task) : null}
          connectionName={nameOf(task)}
          certificate={offboarding.certificates.get(task.connectionId) ?? {}}
          recorded={offboarding.evidence.filter(({ position }) => position === task.position)}
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
      <RunTasks offboarding={offboarding} now={now} />
      <EvidenceSection offboarding={offboarding} mayRun={mayRun} />
    </>
  )
}
