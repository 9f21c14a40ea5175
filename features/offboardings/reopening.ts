import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { next } from '#domain/offboarding/run.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'
import { change } from '#features/audit/change.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { endedIn, loadCase, lockCase, runOf, touchCase } from './case.ts'
import { startOffboarding } from './commands.ts'
import { connectionsIn, hasEnded } from './scope.ts'

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
  await change<null, 'nothingReturned'>(actor, async ({ tx, record }) => {
    const found = await lockCase(tx, id, new Date())
    const run = runOf(found)
    if (!run) return refused('nothingReturned')
    const back = await returnedIn(tx, endedIn(found))
    const isOpen = run.state === 'reopened'
    if (back.length > 0 === isOpen) return refused('nothingReturned')
    const after = next(run, { kind: isOpen ? 'returnsEnded' : 'connectionReturned' })
    if (!after.ok) return refused('nothingReturned')
    await tx.offboarding.updateMany({ where: { id }, data: { state: after.value.state } })
    await touchCase(tx, found)
    record({
      kind: isOpen ? 'offboarding.closedAgain' : 'offboarding.reopened',
      subject: { kind: 'offboarding', id },
      facts: { connections: back.length },
    })
    return done(null)
  })
}

/** Whether what was ended came back and is not over again, with both its halves. */
const isBack = ({ returnedState }: ConnectionSummary): boolean =>
  returnedState !== null && !hasEnded(returnedState)

/** The present stays of what was ended and is back. */
const returnedIn = async (tx: Transaction, connectionIds: readonly string[]): Promise<string[]> =>
  (await connectionsIn(tx, connectionIds)).flatMap((each) =>
    isBack(each) && each.returnedAs !== null ? each.returnedAs : [],
  )

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
