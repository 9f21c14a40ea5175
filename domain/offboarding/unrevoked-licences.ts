import type { Touched } from './impact.ts'
import type { Task, TaskKind } from './task.ts'

export const revoking: ReadonlySet<TaskKind> = new Set(['revokeLicences', 'awaitRevocation'])

/** How many licences of a token a case counted; null where Intune did not say of its apps. */
export const plannedLicences = ({ plan, impact }: Touched): ((connectionId: string) => number | null) => {
  const counts = new Map(impact.each.map((each) => [each.id, each]))
  const isAnyUntold = impact.apps.some(({ usedLicences }) => usedLicences === null)
  return (connectionId) => {
    const { licences, apps } = counts.get(connectionId) ?? plan.counts
    return licences === 0 && apps > 0 && isAnyUntold ? null : licences
  }
}

/**
 * Location tokens whose licences Intune was not seen to revoke, whatever ended the steps that should have, and that no
 * member accepted to be left: nothing else would say that they are. How many is null where Intune does not say.
 */
export const unrevokedLicences = (
  touched: Touched & { tasks: readonly Pick<Task, 'kind' | 'state' | 'reason' | 'connectionId'>[] },
): { id: string; name: string; count: number | null }[] => {
  const planned = plannedLicences(touched)
  const steps = Map.groupBy(
    touched.tasks.filter(({ kind }) => revoking.has(kind)),
    ({ connectionId }) => connectionId,
  )
  return touched.plan.connections.flatMap(({ id, name }) => {
    const own = steps.get(id) ?? []
    const isSeen = own.every(({ state }) => state === 'done')
    const isAccepted = own.some(({ reason }) => reason === 'remainderAccepted')
    const count = planned(id)
    return isSeen || isAccepted || count === 0 ? [] : [{ id, name, count }]
  })
}
