import type { Transaction } from '#adapters/db.ts'
import type { Source, Statement } from '#domain/grade.ts'
import type { DisclosedConnection, DisclosedOffboarding } from '#domain/report/disclosure-facts.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import type { CompleteReading } from '#features/readings/queries.ts'

/** What is recorded of the end of connections: the checks of cases, and what members stated of accounts. */
export type EndRecords = {
  disablements: { connectionId: string; observedAt: Date; evidenceId: string | null }[]
  deletions: { accountId: string; statedBy: string; statedAt: Date; evidenceId: string }[]
}

export const endRecords = async (tx: Transaction): Promise<EndRecords> => ({
  disablements: await tx.disablement.findMany({
    select: { connectionId: true, observedAt: true, evidenceId: true },
  }),
  deletions: await tx.accountDeletion.findMany({
    select: { accountId: true, statedBy: true, statedAt: true, evidenceId: true },
  }),
})

/**
 * How it is known that a token is gone. The reading in force observed it if it no longer lists the token; until the
 * next reading only Pomona's own check in the case says so, with Microsoft's answer kept as evidence.
 */
const goneSource = (
  connection: ConnectionSummary,
  reading: CompleteReading | null,
  { disablements }: EndRecords,
): Source => {
  if (reading && connection.until !== null && connection.until <= reading.sequence)
    return { grade: 'observed', reading: reading.id, at: reading.finishedAt.toISOString() }
  const check = disablements.find(({ connectionId }) => connectionId === connection.id)
  if (!check) return { grade: 'unverifiable', why: 'reports.why.goneUnseen' }
  const at = check.observedAt.toISOString()
  return {
    ...{ grade: 'stated', by: 'Pomona', at },
    ...(check.evidenceId !== null && { evidence: check.evidenceId }),
  }
}

const deletionSource = ({ account }: ConnectionSummary, { deletions }: EndRecords): Source | null => {
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
  records: EndRecords,
): DisclosedConnection['state'] => {
  const value = connection.state
  switch (value) {
    case 'stopped':
      return {
        value,
        source: deletionSource(connection, records) ?? goneSource(connection, reading, records),
      }
    case 'accountKept':
      return { value, source: keepingSource(connection) ?? goneSource(connection, reading, records) }
    case 'disabled':
      return { value, source: goneSource(connection, reading, records) }
    default:
      return { value, source: observed }
  }
}

const accountDeleted = (connection: ConnectionSummary, records: EndRecords): Statement<boolean> => {
  const source = deletionSource(connection, records)
  if (connection.state === 'stopped' && source) return { value: true, source }
  const kept = keepingSource(connection)
  return {
    value: false,
    source: kept ?? { grade: 'unverifiable', why: 'reports.why.deletionNotStated' },
  }
}

/** Cases that were confirmed and not called off, one line for each connection they end. */
export const disclosedOffboardings = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  observed: Source,
  reading: CompleteReading | null,
  records: EndRecords,
): Promise<DisclosedOffboarding[]> => {
  const cases = await tx.offboarding.findMany({
    where: { confirmedAt: { not: null }, cancelledAt: null },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, startedAt: true, finishedAt: true, connections: { select: { connectionId: true } } },
  })
  return cases.flatMap(({ id, startedAt, finishedAt, ...ending }) =>
    connections
      .filter((connection) => ending.connections.some(({ connectionId }) => connectionId === connection.id))
      .map((connection) => {
        const { service, name, keeping } = connection
        const isGone = ['disabled', 'stopped', 'accountKept'].includes(connection.state)
        return {
          ...{ id, service, connectionName: name },
          startedAt: startedAt.toISOString(),
          finishedAt: finishedAt?.toISOString() ?? null,
          disabled: { value: isGone, source: isGone ? goneSource(connection, reading, records) : observed },
          accountDeleted: accountDeleted(connection, records),
          accountKept: keeping && {
            by: keeping.decidedBy,
            why: keeping.why,
            reviewOn: keeping.reviewOn.toISOString().slice(0, 10),
          },
        }
      }),
  )
}
