import type { Transaction } from '#adapters/db.ts'

/**
 * The ids of the connections that named an Apple ID in any reading up to one. Not by Prisma's insensitive `equals`: that
 * is ILIKE, to which the `_` of an address is any letter.
 */
export const connectionsNaming = async (
  tx: Transaction,
  appleId: string,
  { sequence }: { sequence: number },
): Promise<string[]> => {
  const named = await tx.$queryRaw<{ id: string }[]>`
    select distinct connection_id as id from connection_fact
    where key = 'appleId' and lower(value) = lower(${appleId}::text) and since <= ${sequence}::int`
  return named.map(({ id }) => id)
}
