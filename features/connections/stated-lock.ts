import { lockOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { Missing } from '#domain/outcome.ts'
import { type StatedConnection, statedAt } from './stated.ts'

/** One stated connection, which nobody else changes until this is over. Throws Missing. */
export const lockedStated = async (tx: Transaction, actor: Actor, id: string): Promise<StatedConnection> => {
  await lockOrganisation(tx, actor.organisationId)
  const [stated] = await statedAt(tx, new Date(), { ids: [id] })
  if (!stated) throw new Missing('stated connection')
  return stated
}
