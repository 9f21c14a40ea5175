import { z } from 'zod'
import type { Transaction } from '#adapters/db.ts'
import type { ReportFacts } from '#domain/report/compose.ts'

/** Every piece of evidence that a statement of these facts rests on, by its id. */
const evidenceIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(evidenceIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) =>
    key === 'evidence' && typeof held === 'string' ? [held] : evidenceIn(held),
  )
}

/** Every reading that saw what these facts say. */
const readingsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(readingsIn)
  const own = sighting.safeParse(value)
  if (own.success) return [own.data.reading]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(readingsIn) : []
}
const sighting = z.object({ grade: z.literal('observed'), reading: z.uuid() })

/** The same facts with the number of each reading they cite: its id tells nobody which one it was. */
export const withCitedReadings = async <Facts extends ReportFacts>(
  tx: Transaction,
  facts: Facts,
): Promise<Facts> => {
  const cited = [...new Set(readingsIn(facts))].filter((id) => id !== facts.reading?.id)
  if (cited.length === 0) return facts
  const citedReadings = await tx.reading.findMany({
    where: { id: { in: cited } },
    orderBy: { sequence: 'asc' },
    select: { id: true, sequence: true },
  })
  return { ...facts, citedReadings }
}

/** The same facts with the hash of each piece they cite; a certificate lists its evidence itself. */
export const withCitedEvidence = async <Facts extends ReportFacts>(
  tx: Transaction,
  facts: Facts,
): Promise<Facts> => {
  if (facts.kind === 'cessation') return facts
  const cited = [...new Set(evidenceIn(facts))]
  if (cited.length === 0) return facts
  const citedEvidence = await tx.evidence.findMany({
    where: { id: { in: cited } },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, sha256: true },
  })
  return { ...facts, citedEvidence }
}
