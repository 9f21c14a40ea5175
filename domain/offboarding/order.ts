import type { ConnectionKind } from '../service.ts'
import { canRevoke, type Plan, type PlannedConnection } from './plan.ts'
import { type TaskKind, tasksOf } from './task.ts'

/** What is done to the connections of one kind, side by side, before the next kind begins. */
export type Phase = {
  kind: ConnectionKind
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
  [...Map.groupBy(tasksOf(plan), ({ connectionKind }) => connectionKind)].map(([kind, tasks]) => {
    const connections = plan.connections.filter((each) => each.kind === kind)
    const kept = connections.filter(({ id }) => !canRevoke(plan, id))
    const some = kept.length === connections.length ? 'false' : 'some'
    return {
      kind,
      connections,
      steps: [...new Set(tasks.map((task) => task.kind))],
      values: {
        connection: kind,
        revocable: kept.length === 0 ? 'true' : some,
        names: kept.map(({ name }) => name).join(', '),
      },
    }
  })
