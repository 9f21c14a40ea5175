import { inOrganisation } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import { endedIn, loadCase } from './case.ts'
import { startOffboarding } from './commands.ts'
import { isBack, moveByReturns, returnedIn } from './returned.ts'
import { connectionsIn } from './scope.ts'

/**
 * After a reading, a finished case is opened again where something it ended is back; and closed again once all of that is
 * over too, token and account.
 */
export const reopenReturned = async (actor: Actor): Promise<void> => {
  demand(actor, 'offboardings:run')
  const moved = await inOrganisation(actor.organisationId, async (tx) => {
    const cases = await tx.offboarding.findMany({
      where: { state: { in: ['finished', 'reopened'] } },
      select: {
        id: true,
        state: true,
        tasks: { where: { kind: 'checkGone', state: 'done' }, select: { connectionId: true } },
      },
    })
    // What a case left out it did not end, whatever became of it since.
    const ended = cases.map(({ id, state, tasks }) => ({
      id,
      isOpen: state === 'reopened',
      connectionIds: tasks.map(({ connectionId }) => connectionId),
    }))
    const all = await connectionsIn(tx, [...new Set(ended.flatMap((each) => each.connectionIds))])
    const back = new Set(all.flatMap((each) => (isBack(each) ? each.id : [])))
    return ended.filter(({ isOpen, connectionIds }) => connectionIds.some((id) => back.has(id)) !== isOpen)
  })
  for (const { id } of moved) await follow(actor, id)
}

const follow = async (actor: Actor, id: string): Promise<void> => {
  await change<null, 'nothingReturned'>(actor, async ({ tx, record }) =>
    (await moveByReturns(tx, record, id)) ? done(null) : refused('nothingReturned'),
  )
}

/** Starts another case for what came back of this one: it is decided and approved anew. */
export const endAgain = async (
  actor: Actor,
  offboardingId: string,
): Promise<Outcome<{ offboardingId: string }, string>> => {
  demand(actor, 'offboardings:start')
  const connectionIds = await inOrganisation(actor.organisationId, async (tx) => {
    const found = await loadCase(tx, offboardingId, new Date())
    return returnedIn(tx, endedIn(found))
  })
  return connectionIds.length === 0 ? refused('nothingReturned') : startOffboarding(actor, { connectionIds })
}
