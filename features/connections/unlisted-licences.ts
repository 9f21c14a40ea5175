import type { Transaction } from '#adapters/db.ts'
import type { Source } from '#domain/grade.ts'

/** A number that lacks the holders of some licences was not observed to be the whole one. */
export const licencesUnlisted: Source = { grade: 'unverifiable', why: 'inventory.why.licencesUnlisted' }

/**
 * By connection, the licences that Intune counts as in use without listing who holds them, as the reading of that
 * sequence found it. Connections without any are left out.
 */
export const unlistedLicencesAt = async (tx: Transaction, sequence: number): Promise<Map<string, number>> => {
  const rows = await tx.app.groupBy({
    by: ['connectionId'],
    where: {
      unlistedLicences: { gt: 0 },
      since: { lte: sequence },
      OR: [{ until: null }, { until: { gt: sequence } }],
    },
    _sum: { unlistedLicences: true },
  })
  return new Map(rows.map(({ connectionId, _sum }) => [connectionId, _sum.unlistedLicences ?? 0]))
}
