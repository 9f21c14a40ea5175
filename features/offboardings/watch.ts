import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { countsOfEach } from './counts.ts'
import { reopenReturned } from './reopening.ts'
import { retryTask } from './run-commands.ts'
import { connectionsIn } from './scope.ts'
import { reasonValues } from './stored.ts'

/** What people do in Intune, and a reading sees. */
const watched = ['retireDevices', 'retireAllDevices', 'deleteCertificate']

/**
 * After a reading, cases that wait for people in Intune are looked at by themselves: where the reading found nothing left
 * to wait for, the task is tried again and looks for itself; where devices are left, it says how many there are now. And
 * what came back opens its case again.
 */
export const watchOffboardings = async (actor: Actor): Promise<void> => {
  demand(actor, 'offboardings:run')
  const over = await inOrganisation(actor.organisationId, async (tx) => {
    const tasks = await tx.offboardingTask.findMany({
      where: { kind: { in: watched }, state: 'needsAttention' },
      select: { offboardingId: true, position: true, connectionId: true, kind: true, reasonValues: true },
    })
    const left = await leftBehind(
      tx,
      tasks.map(({ connectionId }) => connectionId),
    )
    for (const { offboardingId, position, connectionId, reasonValues: stored } of tasks) {
      const values = reasonValues.parse(stored ?? {})
      const count = left.get(connectionId)?.managed
      // A bookmark, as any progress of a task: what was seen is in the reading.
      if (count && values.count !== undefined && values.count !== count)
        await tx.offboardingTask.updateMany({
          where: { offboardingId, position },
          data: { reasonValues: { ...values, count } },
        })
    }
    return tasks.filter(({ connectionId, kind }) => {
      const found = left.get(connectionId)
      return found && (kind === 'deleteCertificate' ? found.isGone : found.isGone || found.managed === 0)
    })
  })
  for (const { offboardingId, position } of over) await retryTask(actor, offboardingId, position)
  await reopenReturned(actor)
}

const leftBehind = async (
  tx: Transaction,
  connectionIds: readonly string[],
): Promise<ReadonlyMap<string, { managed: number; isGone: boolean }>> => {
  const connections = await connectionsIn(tx, [...new Set(connectionIds)])
  const reading = await readingInForce(tx, new Date())
  const counts = await countsOfEach(tx, connections, reading?.id ?? null, [])
  return new Map(
    connections.map(({ id, until }) => [
      id,
      { managed: counts.find((each) => each.id === id)?.managed ?? 0, isGone: until !== null },
    ]),
  )
}
