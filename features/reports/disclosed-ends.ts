import type { Transaction } from '#adapters/db.ts'
import { isGone as isGoneState } from '#domain/connection-life.ts'
import { storedDay } from '#domain/day.ts'
import { goneSource } from '#domain/gone-source.ts'
import type { Source, Statement } from '#domain/grade.ts'
import type { DisclosedConnection, DisclosedOffboarding } from '#domain/report/disclosure-facts.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import { statedRemainders } from './disclosed-remainders.ts'

/** What members stated of the deletion of accounts. */
export type Deletion = { accountId: string; statedBy: string; statedAt: Date; evidenceId: string }

export const statedDeletions = (tx: Transaction, at: Date): Promise<Deletion[]> =>
  tx.accountDeletion.findMany({
    where: { statedAt: { lte: at } },
    select: { accountId: true, statedBy: true, statedAt: true, evidenceId: true },
  })

const deletionSource = ({ account }: ConnectionSummary, deletions: readonly Deletion[]): Source | null => {
  const deletion = deletions.find(({ accountId }) => accountId === account?.id)
  return deletion
    ? {
        grade: 'stated',
        by: deletion.statedBy,
        at: deletion.statedAt.toISOString(),
        evidence: deletion.evidenceId,
      }
    : null
}

const keepingSource = ({ keeping }: ConnectionSummary): Source | null =>
  keeping ? { grade: 'stated', by: keeping.decidedBy, at: keeping.decidedAt.toISOString() } : null

/** The state of a connection with the source of its weaker half: stopped rests on what was stated of the account. */
export const disclosedState = (
  connection: ConnectionSummary,
  observed: Source,
  reading: CompleteReading | null,
  deletions: readonly Deletion[],
): DisclosedConnection['state'] => {
  const value = connection.state
  switch (value) {
    case 'stopped':
      return {
        value,
        source: deletionSource(connection, deletions) ?? goneSource(connection, reading),
      }
    case 'accountKept':
      return { value, source: keepingSource(connection) ?? goneSource(connection, reading) }
    case 'disabled':
      return { value, source: goneSource(connection, reading) }
    default:
      return { value, source: observed }
  }
}

/** How the end of an account is known: a word on it, or that there is none. */
export const accountSource = (connection: ConnectionSummary, deletions: readonly Deletion[]): Source =>
  (connection.state === 'stopped' ? deletionSource(connection, deletions) : null) ??
  keepingSource(connection) ?? { grade: 'unverifiable', why: 'reports.why.deletionNotStated' }

const accountDeleted = (
  connection: ConnectionSummary,
  deletions: readonly Deletion[],
): Statement<boolean> => {
  const source = deletionSource(connection, deletions)
  if (connection.state === 'stopped' && source) return { value: true, source }
  const kept = keepingSource(connection)
  return {
    value: false,
    source: kept ?? { grade: 'unverifiable', why: 'reports.why.deletionNotStated' },
  }
}

/** What was stated of the account behind an ended stay. A deletion counts where it ended this very stay. */
export const accountStatements = ({
  state,
  account,
  keeping,
}: ConnectionSummary): Pick<DisclosedConnection, 'accountDeletion' | 'accountKept'> => ({
  accountDeletion:
    state === 'stopped' && account?.deletion
      ? { deletedOn: storedDay(account.deletion.deletedOn), statedBy: account.deletion.statedBy }
      : null,
  accountKept: keeping && {
    stillUsedBy: keeping.stillUsedBy,
    why: keeping.why,
    decidedBy: keeping.decidedBy,
    reviewOn: storedDay(keeping.reviewOn),
  },
})

/**
 * Cases that were confirmed by a moment and not called off, one line for each connection they end. `stays` holds the earlier stays
 * too: a token that came back does not undo what the case did.
 */
export const disclosedOffboardings = async (
  tx: Transaction,
  stays: readonly ConnectionSummary[],
  observed: Source,
  reading: CompleteReading | null,
  deletions: readonly Deletion[],
  at: Date,
): Promise<DisclosedOffboarding[]> => {
  const cases = await tx.offboarding.findMany({
    where: { confirmedAt: { lte: at }, OR: [{ cancelledAt: null }, { cancelledAt: { gt: at } }] },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, startedAt: true, finishedAt: true, connections: { select: { connectionId: true } } },
  })
  const licencesLeft = await statedRemainders(tx, at)
  return cases.flatMap(({ id, startedAt, finishedAt, ...ending }) =>
    stays
      .filter((connection) => ending.connections.some(({ connectionId }) => connectionId === connection.id))
      .map((connection) => {
        const { service, name } = connection
        const isGone = isGoneState(connection.state)
        return {
          id,
          service,
          connectionName: name,
          startedAt: startedAt.toISOString(),
          finishedAt: finishedAt && finishedAt <= at ? finishedAt.toISOString() : null,
          hasReturned: connection.returnedAs !== null,
          disabled: { value: isGone, source: isGone ? goneSource(connection, reading) : observed },
          accountDeleted: accountDeleted(connection, deletions),
          ...accountStatements(connection),
          licencesLeft: licencesLeft(id, connection),
        }
      }),
  )
}
