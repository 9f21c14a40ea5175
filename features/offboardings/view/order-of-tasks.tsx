import { getTranslations } from 'next-intl/server'
import { type Phase, phasesOf } from '#domain/offboarding/order.ts'
import type { Plan } from '#domain/offboarding/plan.ts'
import { isGuided, natureOf } from '#domain/offboarding/task.ts'

/** As many names as a sentence can hold. */
const fewNames = 8

/** What will be done, in order: of several connections, phase by phase. */
export async function OrderOfTasks({ plan }: { plan: Plan }) {
  const t = await getTranslations('offboardings.confirm')
  const phases = phasesOf(plan)
  const namesOf = ({ connections }: Phase) => {
    const names = connections.map(({ name }) => name)
    const [more, shown] = [names.length - fewNames, names.slice(0, fewNames).join(', ')]
    return more > 0 ? t('namesAndMore', { names: shown, more }) : shown
  }
  return phases.map((phase, index) => (
    <div key={`${phase.kind} ${phase.isGone}`}>
      {plan.connections.length === 1 ? null : (
        <h3>
          {t('phase', {
            number: index + 1,
            gone: phase.isGone ? phase.connections.length : 0,
            kind: t(`kinds.${phase.kind}`, { count: phase.connections.length }),
            names: namesOf(phase),
          })}
        </h3>
      )}
      <Steps phase={phase} />
    </div>
  ))
}

async function Steps({ phase: { steps, values } }: { phase: Phase }) {
  const t = await getTranslations('offboardings')
  return (
    <ol>
      {steps.map((kind) => (
        <li key={kind}>
          {t(`tasks.${kind}.will`, values)}{' '}
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
