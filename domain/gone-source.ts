import type { Source } from './grade.ts'

/** The `Disablement`, less its moment: the reading that found the token gone, or the case and what it keeps of it. */
export type DisabledBy = { readingId: string | null; evidenceId: string | null }

/** What is recorded of the end of one stay in Intune. */
export type Ending = {
  /** The reading, by sequence, from which on it was no longer listed. */
  until: number | null
  disabledAt: Date | null
  disabledBy: DisabledBy | null
  /** Set once the token came back: then the reading in force lists it, and says nothing of this end. */
  returnedAs: string | null
}

/**
 * How it is known that a token is gone. The reading in force observed it if it no longer lists the token; until the
 * next reading only Pomona's own check in the case says so, with Microsoft's answer kept as evidence.
 */
export const goneSource = (
  { until, disabledAt, disabledBy, returnedAs }: Ending,
  reading: { id: string; sequence: number; finishedAt: Date } | null,
): Source => {
  if (reading && returnedAs === null && until !== null && until <= reading.sequence)
    return { grade: 'observed', reading: reading.id, at: reading.finishedAt.toISOString() }
  if (disabledAt === null || disabledBy === null)
    return { grade: 'unverifiable', why: 'connections.why.goneUnseen' }
  const at = disabledAt.toISOString()
  const { readingId, evidenceId } = disabledBy
  if (readingId !== null) return { grade: 'observed', reading: readingId, at }
  return { grade: 'stated', by: 'Pomona', at, ...(evidenceId !== null && { evidence: evidenceId }) }
}
