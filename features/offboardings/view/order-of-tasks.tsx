import { getTranslations } from 'next-intl/server'
import { canRevoke, type Plan } from '#domain/offboarding/plan.ts'
import { isGuided, natureOf, type Task, tasksOf } from '#domain/offboarding/task.ts'
import type { ConnectionKind } from '#domain/service.ts'

/** As many names as a sentence can hold. */
const fewNames = 8

/** What will be done, in order: of several connections, phase by phase, for what is the same is done to each of its kind. */
export async function OrderOfTasks({ plan }: { plan: Plan }) {
  const t = await getTranslations()
  const tasks = tasksOf(plan)
  const phases = [...Map.groupBy(tasks, ({ connectionKind }) => connectionKind)]
  const namesOf = (kind: ConnectionKind) => {
    const names = plan.connections.filter((each) => each.kind === kind).map(({ name }) => name)
    const [more, shown] = [names.length - fewNames, names.slice(0, fewNames).join(', ')]
    return more > 0 ? t('offboardings.confirm.namesAndMore', { names: shown, more }) : shown
  }
  if (plan.connections.length === 1) return <Steps tasks={tasks} plan={plan} />
  return phases.map(([kind, all], index) => (
    <div key={kind}>
      <h3>
        {t('offboardings.confirm.phase', {
          number: index + 1,
          kind: t(`offboardings.confirm.kinds.${kind}`, {
            count: plan.connections.filter((each) => each.kind === kind).length,
          }),
          names: namesOf(kind),
        })}
      </h3>
      <Steps tasks={all.filter(({ connectionId }) => connectionId === all[0]?.connectionId)} plan={plan} />
    </div>
  ))
}

async function Steps({ tasks, plan }: { tasks: readonly Task[]; plan: Plan }) {
  const t = await getTranslations('offboardings')
  return (
    <ol>
      {tasks.map(({ kind, position, connectionId, connectionKind }) => (
        <li key={position}>
          {t(`tasks.${kind}.will`, {
            connection: connectionKind,
            revocable: String(canRevoke(plan, connectionId)),
          })}{' '}
          <small>
            {t(isGuided(kind) ? 'order.byPeople' : 'order.byPomona')}
            {natureOf(kind).isIrreversible && kind !== 'awaitRevocation'
              ? ` · ${t('order.irreversible')}`
              : null}
          </small>
        </li>
      ))}
    </ol>
  )
}
