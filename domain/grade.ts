/**
 * How well a statement is known. Carried by every statement shown or printed.
 *
 * `documented`: Microsoft's page says so. `observed`: Graph answered so, at a time. `confirmed`: Apple's own
 * API answered so, at a time. `stated`: a named member said so. `unverifiable`: nobody can check, and why.
 */
export const grades = ['documented', 'observed', 'confirmed', 'stated', 'unverifiable'] as const
export type Grade = (typeof grades)[number]

/**
 * Where a statement comes from. The shape follows the grade, so a grade without its source does not compile. `at` is an
 * instant, or a day where nobody knows the time.
 */
export type Source =
  | { grade: 'documented'; edition: string; row: number }
  | { grade: 'observed'; reading: string; at: string }
  | { grade: 'confirmed'; api: string; at: string }
  | { grade: 'stated'; by: string; at: string; evidence?: string }
  | { grade: 'unverifiable'; why: string }

/** A value that may be shown or printed. */
export type Statement<Value> = { value: Value; source: Source }
