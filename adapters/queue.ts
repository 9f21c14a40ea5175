import type { Transaction } from './db.ts'

/** Work the worker does, and what it is told: ids only, because payloads lie in the queue's tables in clear. */
export type Jobs = {
  runReading: { organisationId: string; readingId: string }
  runOffboarding: { organisationId: string; offboardingId: string }
  renderReport: { organisationId: string; reportId: string }
  eraseGone: { organisationId: string }
}

/**
 * Enqueues in the caller's transaction: it runs after the commit, or never. One job of a kind and subject waits at a
 * time (`job_key`), and jobs of one organisation and kind run one after the other (`queue`).
 */
export const enqueue = async <Kind extends keyof Jobs>(
  tx: Transaction,
  kind: Kind,
  payload: Jobs[Kind],
  { at = null }: { at?: Date | null } = {},
): Promise<void> => {
  const subject = Object.values(payload).join('/')
  await tx.$executeRaw`select graphile_worker.enqueue(
    ${kind}, ${JSON.stringify(payload)}::json, ${`${kind}/${payload.organisationId}`}, ${`${kind}/${subject}`}, ${at}::timestamptz)`
}
