import type { Transaction } from '#adapters/db.ts'
import { next } from '#domain/offboarding/run.ts'
import type { Recorder } from '#features/audit/change.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { endedIn, lockCase, runOf, touchCase } from './case.ts'
import { connectionsIn, hasEnded } from './scope.ts'

/** Whether what was ended came back and is not over again, with both its halves. */
export const isBack = ({ returnedState }: Pick<ConnectionSummary, 'returnedState'>): boolean =>
  returnedState !== null && !hasEnded(returnedState)

/** The present stays of what was ended and is back. */
export const returnedIn = async (tx: Transaction, connectionIds: readonly string[]): Promise<string[]> =>
  (await connectionsIn(tx, connectionIds)).flatMap((each) =>
    isBack(each) && each.returnedAs !== null ? each.returnedAs : [],
  )

/** Opens a finished case again where something it ended is back, or closes it where all of that is over; else false. */
export const moveByReturns = async (tx: Transaction, record: Recorder, id: string): Promise<boolean> => {
  const found = await lockCase(tx, id, new Date())
  const run = runOf(found)
  if (!run) return false
  const back = await returnedIn(tx, endedIn(found))
  const isOpen = run.state === 'reopened'
  if (back.length > 0 === isOpen) return false
  const after = next(run, { kind: isOpen ? 'returnsEnded' : 'connectionReturned' })
  if (!after.ok) return false
  await tx.offboarding.updateMany({ where: { id }, data: { state: after.value.state } })
  await touchCase(tx, found)
  record({
    kind: isOpen ? 'offboarding.closedAgain' : 'offboarding.reopened',
    subject: { kind: 'offboarding', id },
    facts: { connections: back.length },
  })
  return true
}

/** After a case has finished: what came back of another one may be over with it. */
export const closeReopened = async (tx: Transaction, record: Recorder): Promise<void> => {
  const reopened = await tx.offboarding.findMany({
    where: { state: 'reopened' },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of reopened) await moveByReturns(tx, record, id)
}
