import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { demand } from '#features/access/actor.ts'

/** That an account's deletion was asked for, as a member stated in a case; whether it happened is another word. */
export type RequestedDeletion = {
  requestedOn: Date
  lookAgainOn: Date
  statedBy: string
  statedAt: Date
  offboardingId: string
}

/** What was last stated so of each of these accounts by then. */
export const requestedDeletions = async (
  tx: Transaction,
  accountIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, RequestedDeletion>> => {
  const rows = await tx.accountDeletionRequest.findMany({
    where: { accountId: { in: [...accountIds] }, statedAt: { lte: at } },
    // The latest of each account comes last and stays.
    orderBy: [{ statedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ accountId: true, requestedOn: true, lookAgainOn: true },
      ...{ statedBy: true, statedAt: true, offboardingId: true },
    },
  })
  return new Map(rows.map(({ accountId, ...request }) => [accountId, request]))
}

/** The same for whoever may see the accounts. */
export const deletionsRequested = (
  actor: Actor,
  accountIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, RequestedDeletion>> => {
  demand(actor, 'accounts:read')
  return inOrganisation(actor.organisationId, (tx) => requestedDeletions(tx, accountIds, at))
}
