/** Which reading is merged. Intervals are half-open in `sequence`. */
export type MergedReading = {
  organisationId: string
  readingId: string
  sequence: number
  startedAt: Date
  /** When the last page came in: the time at which what is merged was observed. */
  observedAt: Date
}
