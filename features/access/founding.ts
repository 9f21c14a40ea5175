import type { Transaction } from '#adapters/db.ts'
import type { Record } from '#features/audit/change.ts'

export type NewOrganisation = { name: string; country: string; language: string }

/** The first row inside a new wall; the transaction must already stand in it. */
export const found = async (
  tx: Transaction,
  record: Record,
  id: string,
  { name, country, language }: NewOrganisation,
): Promise<void> => {
  await tx.organisation.create({ data: { id, name, country, language }, select: { id: true } })
  record({ kind: 'organisation.created', subject: { kind: 'organisation', id }, facts: { country } })
}
