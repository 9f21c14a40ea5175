import type { Transaction } from '#adapters/db.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { ReportFacts } from '#domain/report/compose.ts'
import {
  type EnclosedFile,
  type EnclosingReason,
  enclosedFile,
  refusedEnclosing,
} from '#domain/report/enclosed-evidence.ts'
import { evidenceContent } from '#features/offboardings/stored.ts'
import { type Enclosed, sha256 } from './render-request.ts'
import type { ComposeInput } from './schema.ts'

/** The files among these pieces that can go along in a PDF of this standard: those that nobody erased, in the order they came. */
export const filesToEnclose = async (
  tx: Transaction,
  evidence: readonly { id: string }[],
  standard: ComposeInput['standard'],
): Promise<Outcome<EnclosedFile[], EnclosingReason>> => {
  const pieces = await tx.evidence.findMany({
    where: { id: { in: evidence.map(({ id }) => id) }, file: { is: { erasedAt: null } } },
    orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }],
    select: { id: true, content: true },
  })
  const files = pieces.flatMap(({ id, content }) => {
    const { file } = evidenceContent.parse(content)
    return file ? [enclosedFile.parse({ ...file, evidence: id })] : []
  })
  return refusedEnclosing(files, standard) ?? done(files)
}

/** The files that a report's facts name. */
export const enclosedBy = (facts: ReportFacts): readonly EnclosedFile[] =>
  'enclosed' in facts ? (facts.enclosed ?? []) : []

/**
 * What goes along in the PDF, beside what the facts say of it. Refused by name where a file was erased since, and where one
 * is not what was frozen: the report would not be what its hash says.
 */
export const enclosuresOf = async (
  tx: Transaction,
  facts: ReportFacts,
): Promise<Outcome<Enclosed[], 'enclosureErased' | 'factsAltered'>> => {
  const files = enclosedBy(facts)
  const rows = await tx.evidenceFile.findMany({
    where: { evidenceId: { in: files.map(({ evidence }) => evidence) } },
    select: { evidenceId: true, bytes: true },
  })
  const bytesOf = new Map(rows.map(({ evidenceId, bytes }) => [evidenceId, bytes]))
  const enclosed: Enclosed[] = []
  for (const file of files) {
    const bytes = bytesOf.get(file.evidence)
    if (!bytes) return refused('enclosureErased', { name: file.name })
    if (sha256(bytes) !== file.sha256) return refused('factsAltered')
    enclosed.push({ file, bytes })
  }
  return done(enclosed)
}

/** The name of the first file that a report encloses and that was erased since; null where all are there. */
export const erasedSince = async (tx: Transaction, facts: ReportFacts): Promise<string | null> => {
  const files = enclosedBy(facts)
  const there = await tx.evidenceFile.findMany({
    where: { evidenceId: { in: files.map(({ evidence }) => evidence) }, erasedAt: null },
    select: { evidenceId: true },
  })
  const kept = new Set(there.map(({ evidenceId }) => evidenceId))
  return files.find(({ evidence }) => !kept.has(evidence))?.name ?? null
}
