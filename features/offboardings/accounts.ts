import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import type { RaisedFlag } from '#domain/account-flag.ts'
import { type DeletableKind, deletableKinds } from '#domain/offboarding/account-end.ts'
import type { Sibling } from '#domain/offboarding/impact.ts'
import { kindOf } from '#domain/service.ts'
import { personalFlags } from '#features/accounts/personal-flags.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { type Case, endedIn } from './case.ts'
import { siblingsOf } from './facts.ts'
import { schoolsAmong } from './groups.ts'
import { connectionsIn } from './scope.ts'

/** Somebody asked for an account's deletion; whether it happened is another word. */
export type DeletionRequest = {
  kind: DeletableKind
  requestedOn: Date
  lookAgainOn: Date
  note: string
  statedBy: string
  statedAt: Date
}

/** The account behind what a case ended: its second half. Of a connection without a known account it is the connection's. */
export type CaseAccount = {
  /** The account's id, or its connection's. */
  id: string
  appleId: string | null
  /** Those of the case that are gone. */
  connections: ConnectionSummary[]
  /** There is a word on it for each of them: deleted, or kept. */
  isSettled: boolean
  request: DeletionRequest | null
  /** What else still uses it, outside the case or left out of it. */
  siblings: Sibling[]
  likely: DeletableKind
  /** Why it may be a person's own, whatever kind is likely. */
  flags: RaisedFlag[]
  isOfSchool: boolean
}

/** A deletion stated before this stay speaks of an account that was evidently alive. */
const isDecided = ({ account, keeping, observedSince }: ConnectionSummary): boolean =>
  keeping !== null || (account?.deletion != null && account.deletion.statedAt >= observedSince)
const request = z.enum(deletableKinds)

/** The accounts behind those connections of a case that it saw to be gone, in the order of the connections' names. */
export const accountsOf = async (tx: Transaction, found: Pick<Case, 'tasks'>): Promise<CaseAccount[]> => {
  const ended = endedIn(found)
  const gone = await connectionsIn(tx, ended)
  const schools = await schoolsAmong(tx, ended)
  const siblings = await siblingsOf(tx, gone)
  const flags = await personalFlags(
    tx,
    gone.flatMap(({ account }) => account ?? []),
  )
  const requests = await tx.accountDeletionRequest.findMany({
    // Another case may have asked for it: an account is deleted once.
    where: { accountId: { in: gone.flatMap(({ account }) => account?.id ?? []) } },
    orderBy: [{ statedAt: 'desc' }, { id: 'desc' }],
  })
  return [...Map.groupBy(gone, ({ id, account }) => account?.id ?? id)].map(([id, connections]) => {
    const appleId = connections[0]?.account?.appleId ?? null
    const asked = requests.find(({ accountId }) => accountId === id)
    return {
      id,
      appleId,
      connections,
      isSettled: connections.every(isDecided),
      request: asked ? { ...asked, kind: request.parse(asked.kind) } : null,
      siblings: siblings.filter((sibling) => sibling.appleId === appleId),
      // Apple gives tokens to Managed Apple Accounts alone; certificates were mostly made with an Apple Account.
      likely: connections.every(({ service }) => kindOf(service) === 'pushCertificate')
        ? 'personal'
        : 'managed',
      flags: flags.get(id) ?? [],
      isOfSchool: connections.some((connection) => schools.has(connection.id)),
    }
  })
}
