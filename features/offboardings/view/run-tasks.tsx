import { getTranslations } from 'next-intl/server'
import { Section } from '#components/section.tsx'
import { minutesLeft } from '#domain/offboarding/patience.ts'
import { Moment } from '#features/readings/view/reading-words.tsx'
import { datesHere } from '#i18n/dates.ts'
import type { StoredTask } from '../case.ts'
import type { OffboardingDetail } from '../queries.ts'
import { ByConnection } from './by-connection.tsx'
import { goneWords, stuckWords } from './stuck-words.ts'
import { TaskStateMark } from './task-state.tsx'

/** Of more tasks only those are listed that move, or wait for somebody. */
const most = 200

const isOfInterest = ({ state }: StoredTask): boolean => state === 'running' || state === 'needsAttention'

export const isOver = ({ state }: StoredTask): boolean => state === 'done' || state === 'skipped'

/** Every task of a case, connection by connection: how it stands, what came of it and when it ended. */
export async function RunTasks({ offboarding, now }: { offboarding: OffboardingDetail; now: Date }) {
  const t = await getTranslations('offboardings')
  const { state, tasks, plan } = offboarding
  const shown = (tasks.length > most ? tasks.filter(isOfInterest) : tasks).slice(0, most)
  const connections = plan.connections.length
  const over = tasks.filter(isOver).length
  const note = connections > 1 ? t('run.over', { over, of: tasks.length, connections }) : undefined
  return (
    <Section title={t('run.tasks')} note={note}>
      <ByConnection
        isNamed={connections > 1}
        groups={[...Map.groupBy(shown, ({ connectionId }) => connectionId)].map(([connection, own]) => ({
          id: connection,
          name: plan.connections.find(({ id }) => id === connection)?.name ?? '',
          items: own.map((task) => ({
            id: String(task.position),
            term: t(`tasks.${task.kind}.name`),
            description: (
              <>
                <TaskStateMark task={task} isOver={state === 'cancelled'} />{' '}
                <TaskWords task={task} now={now} />{' '}
                {task.finishedAt ? (
                  <small>
                    <Moment at={task.finishedAt} />
                  </small>
                ) : null}
              </>
            ),
          })),
        }))}
      />
    </Section>
  )
}

/** What a task that moves is at, and what one that is done came to. */
export const progressOf = ({ progress }: StoredTask) => ({
  removed: progress.removed ?? 0,
  of: progress.of ?? 0,
  byOthers: progress.byOthers ?? 0,
  minutes: minutesLeft(progress),
  looks: progress.looks ?? 0,
  refused: progress.refusedSince && !progress.since ? 'yes' : 'no',
})

/** That Microsoft asked to wait, for as long as it lasts; nothing otherwise. */
export const pauseWords = async (
  { progress: { pausedUntil } }: StoredTask,
  now: Date,
): Promise<string | null> => {
  const until = pausedUntil === undefined ? now : new Date(pausedUntil)
  if (until <= now) return null
  const [t, date] = [await getTranslations('offboardings.run'), await datesHere()]
  return t('pausedUntil', { at: date(until, { timeStyle: 'medium' }) })
}

async function TaskWords({ task, now }: { task: StoredTask; now: Date }) {
  const t = await getTranslations()
  if (task.state === 'running') return pauseWords(task, now)
  if (task.state === 'skipped' && task.reason) {
    const why = t(`offboardings.skips.${task.reason}`, { kind: task.kind })
    return task.reason === 'leftOut' && task.hasBegun ? `${why} ${await goneWords(task)}` : why
  }
  if (task.state === 'needsAttention') return stuckWords(task)
  if (task.state === 'done') return t(`offboardings.tasks.${task.kind}.done`, progressOf(task))
  return null
}
