import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { type StatedConnection, statedAt } from './stated.ts'

/** Two who state the same at once would state it twice: the organisation's row makes them queue. */
export const inTurn = (tx: Transaction, { organisationId }: Actor): Promise<unknown> =>
  tx.$queryRaw`select id from organisation where id = ${organisationId}::uuid for no key update`

/** One stated connection, which nobody else changes until this is over. Throws Missing. */
export const lockedStated = async (tx: Transaction, actor: Actor, id: string): Promise<StatedConnection> => {
  await inTurn(tx, actor)
  const [stated] = await statedAt(tx, new Date(), { ids: [id] })
  if (!stated) throw new Missing('stated connection')
  return stated
}
