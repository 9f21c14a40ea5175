import type { Transaction } from './db.ts'

/** Work the worker does, and what it is told: ids only, because payloads lie in the queue's tables in clear. */
export type Jobs = {
  runReading: { organisationId: string; readingId: string }
  runOffboarding: { organisationId: string; offboardingId: string }
  rehearseOffboarding: { organisationId: string; rehearsalId: string }
  renderReport: { organisationId: string; reportId: string }
  eraseGone: { organisationId: string }
  recheckEnded: { organisationId: string }
  mailCheckpoint: { organisationId: string; sequence: number }
}

/**
 * Where a job waits: one of a kind and subject at a time (`jobKey`), and those of one organisation and kind one after the
 * other (`queueName`).
 */
export const placeOf = <Kind extends keyof Jobs>(
  kind: Kind,
  payload: Jobs[Kind],
): { queueName: string; jobKey: string } => ({
  queueName: `${kind}/${payload.organisationId}`,
  jobKey: `${kind}/${Object.values(payload).join('/')}`,
})

/**
 * Enqueues in the caller's transaction: it runs after the commit, or never; `afterMs` by the clock of the database, which
 * is the queue's and may not be ours.
 */
export const enqueue = async <Kind extends keyof Jobs>(
  tx: Transaction,
  kind: Kind,
  payload: Jobs[Kind],
  { afterMs = 0 }: { afterMs?: number } = {},
): Promise<void> => {
  const { queueName, jobKey } = placeOf(kind, payload)
  await tx.$executeRaw`select graphile_worker.enqueue(
    ${kind}, ${JSON.stringify(payload)}::json, ${queueName}, ${jobKey},
    case when ${afterMs}::float8 > 0 then now() + ${afterMs}::float8 * interval '1 millisecond' end)`
}
