import type { StagedSql } from '#adapters/staging/tables.ts'
import type { IntoTables } from './parts.ts'

/** Which reading is merged. Intervals are half-open in `sequence`. */
export type StagedReading = {
  organisationId: string
  readingId: string
  sequence: number
  startedAt: Date
  /** The time of the merge itself: from then on what was read counts as observed. */
  observedAt: Date
  /** Its staging tables. */
  staged: StagedSql
}

/** The same with the tables it is merged into. */
export type MergedReading = StagedReading & {
  into: IntoTables
  /** Of the organisation: nothing was known before. */
  isFirst: boolean
}
