import type { Transaction } from '#adapters/db.ts'

/** That a decider let an account live on as a person's own: who, and when. */
export type SettledOwner = { by: string; at: Date }

/**
 * The last word on these connections, where it says that the account behind them is a person's own. A decision tells
 * that in its evidence alone, which says `accountKept` of an account of the organisation's.
 */
export const settledOwner = async (
  tx: Transaction,
  connectionIds: readonly string[],
  at: Date,
): Promise<SettledOwner | null> => {
  const [last] = await tx.$queryRaw<(SettledOwner & { isOwn: boolean })[]>`
    select recorded_by as by, recorded_at as at, content->>'statement' = 'ownAccount' as "isOwn" from evidence
    where kind = 'statement' and content->>'statement' in ('ownAccount', 'accountKept')
      and content->>'connectionId' = any(${[...connectionIds]}::text[]) and recorded_at <= ${at}::timestamptz
    order by recorded_at desc, id desc limit 1`
  return last?.isOwn ? { by: last.by, at: last.at } : null
}
