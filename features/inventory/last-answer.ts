import type { Transaction } from '#adapters/db.ts'
import { valuesIn } from '#features/readings/queries.ts'

/** What came of asking a tenant for one of the collections beside the inventory, the last time it was read. */
export type LastAnswer =
  | { kind: 'notAsked' }
  | { kind: 'answered'; readingId: string; sequence: number; finishedAt: Date }
  | {
      kind: 'refused'
      sequence: number
      finishedAt: Date
      reason: string
      reasonValues: Record<string, string | number>
    }

/** `upTo`: the sequence of the last reading that counts. */
export const lastAnswer = async (
  tx: Transaction,
  collection: 'auditEvents' | 'adminConsent' | 'directoryUsers',
  tenantLinkId: string,
  upTo: number,
): Promise<LastAnswer> => {
  const row = await tx.readingCollection.findFirst({
    where: { collection, tenantLinkId, reading: { state: 'finished', sequence: { lte: upTo } } },
    orderBy: { reading: { sequence: 'desc' } },
    select: {
      refusal: true,
      refusalValues: true,
      reading: { select: { id: true, sequence: true, finishedAt: true } },
    },
  })
  if (!row?.reading.finishedAt) return { kind: 'notAsked' }
  const { id: readingId, sequence, finishedAt } = row.reading
  return row.refusal === null
    ? { kind: 'answered', readingId, sequence, finishedAt }
    : {
        kind: 'refused',
        sequence,
        finishedAt,
        reason: row.refusal,
        reasonValues: valuesIn(row.refusalValues),
      }
}
