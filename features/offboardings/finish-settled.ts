import type { Transaction } from '#adapters/db.ts'
import type { Recorder } from '#features/audit/change.ts'
import { forgetAccess } from './access.ts'
import { accountsOf } from './accounts.ts'
import { type Case, lockCase, touchCase } from './case.ts'
import { closeReopened } from './returned.ts'

/** Ends a case that waits for a word on its accounts, once there is one on each. */
export const finishIfSettled = async (tx: Transaction, record: Recorder, found: Case): Promise<void> => {
  const accounts = await accountsOf(tx, found)
  if (found.state !== 'awaitingAccount' || !accounts.every(({ isSettled }) => isSettled)) return
  await tx.offboarding.updateMany({
    where: { id: found.id },
    data: { state: 'finished', finishedAt: new Date() },
  })
  await forgetAccess(tx, record, found.id)
  record({ kind: 'offboarding.finished', subject: { kind: 'offboarding', id: found.id } })
  await closeReopened(tx, record)
}

/**
 * After a word on an account of a case: ends it, and every other case that waited for the same word. The organisation is
 * locked by then, so two people who speak in two cases take turns.
 */
export const finishSettled = async (tx: Transaction, record: Recorder, found: Case): Promise<void> => {
  await touchCase(tx, found)
  await finishIfSettled(tx, record, found)
  const others = await tx.offboarding.findMany({
    where: { state: 'awaitingAccount', id: { not: found.id } },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  for (const { id } of others) {
    const other = await lockCase(tx, id, new Date())
    await finishIfSettled(tx, record, other)
  }
}
