import type { ConnectionKind } from '../service.ts'
import { canRevoke, type Plan, type PlannedConnection, wasGone } from './plan.ts'
import { isLeftOnceGone, type TaskKind, tasksOf } from './task.ts'

/** What is done to the connections of one kind, side by side, before the next kind begins. */
export type Phase = {
  kind: ConnectionKind
  /** They were gone before the case began: hardly anything is left to be done about them. */
  isGone: boolean
  connections: PlannedConnection[]
  steps: TaskKind[]
  /** For the sentence of a step, `offboardings.tasks.*.will`. */
  values: {
    connection: ConnectionKind
    /** Of how many of these connections Intune can still revoke the licences. */
    revocable: 'true' | 'some' | 'false'
    /** Of which it cannot. */
    names: string
  }
}

/** The order of a case, phase by phase: what is the same is done to each connection of a kind. */
export const phasesOf = (plan: Plan): Phase[] =>
  [...Map.groupBy(tasksOf(plan), ({ connectionKind }) => connectionKind)].flatMap(([kind, tasks]) => {
    const ofKind = plan.connections.filter((each) => each.kind === kind)
    return [false, true].flatMap((isGone) => {
      const connections = ofKind.filter(({ id }) => wasGone(plan, id) === isGone)
      if (connections.length === 0) return []
      const kinds = new Set(tasks.map((task) => task.kind))
      const steps = [...kinds].filter((step) => !isGone || isLeftOnceGone(step))
      return [{ kind, isGone, connections, steps, values: valuesOf(plan, kind, connections) }]
    })
  })

const valuesOf = (
  plan: Plan,
  kind: ConnectionKind,
  connections: readonly PlannedConnection[],
): Phase['values'] => {
  const kept = connections.filter(({ id }) => !canRevoke(plan, id))
  const some = kept.length === connections.length ? 'false' : 'some'
  return {
    connection: kind,
    revocable: kept.length === 0 ? 'true' : some,
    names: kept.map(({ name }) => name).join(', '),
  }
}
