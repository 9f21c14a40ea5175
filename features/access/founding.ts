import type { Transaction } from '#adapters/db.ts'
import { nextErasure } from '#domain/retention.ts'
import type { Recorder } from '#features/audit/change.ts'

export type NewOrganisation = { name: string; country: string; language: string; timeZone?: string }

/** The first row inside a new wall; the transaction must already stand in it. */
export const found = async (
  tx: Transaction,
  record: Recorder,
  id: string,
  { name, country, language, timeZone = 'UTC' }: NewOrganisation,
): Promise<void> => {
  const erasesAt = nextErasure(new Date(), timeZone, id)
  const data = { id, name, country, language, timeZone, erasesAt }
  await tx.organisation.create({ data, select: { id: true } })
  record({ kind: 'organisation.created', subject: { kind: 'organisation', id }, facts: { country } })
}

/** Whether another organisation has this name, in any case: the terminal finds organisations by their names. */
export const isNameTaken = async (tx: Transaction, name: string, id: string): Promise<boolean> => {
  const namesakes = await tx.$queryRaw<{ id: string }[]>`select id from organisation_find(${name})`
  return namesakes.some((namesake) => namesake.id !== id)
}
