import type { StagedSql } from '#adapters/staging/tables.ts'

/** Which reading is merged. Intervals are half-open in `sequence`. */
export type MergedReading = {
  organisationId: string
  readingId: string
  sequence: number
  startedAt: Date
  /** The time of the merge itself: from then on what was read counts as observed. */
  observedAt: Date
  /** Its staging tables. */
  staged: StagedSql
}
