import { basename } from 'node:path'
import { z } from 'zod'

/** A template or its data did not compile; `diagnostics` is what the compiler's `fetchDiagnostics` answered. */
export class Uncompiled extends Error {
  override name = 'Uncompiled'
  readonly diagnostics: readonly unknown[]
  constructor(diagnostics: readonly unknown[]) {
    super('the report did not compile')
    this.diagnostics = diagnostics
  }
}

const quoted = /`[^`]*`/g
const listed = /message: "((?:[^"\\]|\\.)*)"/g

/**
 * What Typst complains about, as short lines for the log. A document that breaks its standard makes the exporter
 * throw one error whose text lists every diagnostic. What stands between backquotes may be a person's or a
 * device's name and is left out.
 */
export const diagnosticsOf = (fault: unknown): string[] => {
  const told = fault instanceof Error ? fault.message : String(fault)
  const found =
    fault instanceof Uncompiled
      ? fault.diagnostics.map(lineOf)
      : [...told.matchAll(listed)].map(([, words]) => words ?? '')
  const distinct = new Set((found.length > 0 ? found : [told]).map((words) => words.replace(quoted, '`…`')))
  return [...distinct].slice(0, 20)
}

/** The parts of a compiler diagnostic that say what and where; positions count from 0. */
const diagnosticShape = z.object({
  message: z.string(),
  path: z.string(),
  range: z.object({ start: z.object({ line: z.int() }) }),
})

const lineOf = (diagnostic: unknown): string => {
  const read = diagnosticShape.safeParse(diagnostic)
  if (!read.success) return 'a diagnostic in an unknown form'
  const { message, path, range } = read.data
  return `${basename(path)}:${range.start.line + 1} ${message}`
}
