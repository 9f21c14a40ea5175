import type { Transaction } from '#adapters/db.ts'
import type { Source } from '#domain/grade.ts'

/** A number that lacks the holders of some licences was not observed to be the whole one. */
export const licencesUnlisted: Source = { grade: 'unverifiable', why: 'inventory.why.licencesUnlisted' }

/**
 * By connection, the licences of books in use, as the reading of that sequence found them. Graph lists no holder of any:
 * whoever holds nothing else is missing from the number of people.
 */
export const bookLicencesAt = async (tx: Transaction, sequence: number): Promise<Map<string, number>> => {
  const rows = await tx.app.groupBy({
    by: ['connectionId'],
    where: { kind: 'book', usedLicences: { gt: 0 }, ...stoodAt(sequence) },
    _sum: { usedLicences: true },
  })
  return new Map(rows.map(({ connectionId, _sum }) => [connectionId, _sum.usedLicences ?? 0]))
}

const stoodAt = (sequence: number) => ({
  since: { lte: sequence },
  OR: [{ until: null }, { until: { gt: sequence } }],
})

/**
 * By connection, the licences that Intune counts as in use without listing who holds them, as the reading of that
 * sequence found it. Connections without any are left out.
 */
export const unlistedLicencesAt = async (tx: Transaction, sequence: number): Promise<Map<string, number>> => {
  const rows = await tx.app.groupBy({
    by: ['connectionId'],
    where: { unlistedLicences: { gt: 0 }, ...stoodAt(sequence) },
    _sum: { unlistedLicences: true },
  })
  return new Map(rows.map(({ connectionId, _sum }) => [connectionId, _sum.unlistedLicences ?? 0]))
}
