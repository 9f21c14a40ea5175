import type { Transaction } from '#adapters/db.ts'
import type { CompleteReading } from '#features/readings/queries.ts'

/** The finished readings of these sequences, to be cited. */
export const completeReadings = async (
  tx: Transaction,
  sequences: readonly number[],
): Promise<Map<number, CompleteReading>> => {
  const rows = await tx.reading.findMany({
    where: { state: 'finished', sequence: { in: [...new Set(sequences)] } },
    select: { id: true, sequence: true, startedAt: true, finishedAt: true },
  })
  return new Map(
    rows.flatMap(({ id, sequence, startedAt, finishedAt }) =>
      startedAt && finishedAt ? [[sequence, { id, sequence, startedAt, finishedAt }]] : [],
    ),
  )
}
