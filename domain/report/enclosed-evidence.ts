import { z } from 'zod'
import { type EvidenceType, evidenceTypes } from '../evidence-file.ts'
import { type Refusal, refused } from '../outcome.ts'

const types = Object.keys(evidenceTypes) as [EvidenceType, ...EvidenceType[]]

/** A file of evidence that goes along in the PDF. Its bytes are no facts: its hash binds them to the report. */
export const enclosedFile = z.object({
  /** The piece of evidence it is. */
  evidence: z.string(),
  name: z.string(),
  type: z.enum(types),
  size: z.int().positive(),
  sha256: z.string(),
})
export type EnclosedFile = z.infer<typeof enclosedFile>

/** In bytes, of all files together: a PDF that can still be sent, and drawn beside other work. */
export const mostEnclosed = 32 * 1024 * 1024

/** What the file is called within the PDF: by its piece of evidence, for two may have the same name. */
export const enclosedName = ({ evidence, type }: EnclosedFile): string =>
  `evidence-${evidence}.${evidenceTypes[type].endings[0]}`

export const bytesIn = (files: readonly Pick<EnclosedFile, 'size'>[]): number =>
  files.reduce((sum, { size }) => sum + size, 0)

/** In megabytes, never told as less than it is. */
export const megabytesOf = (bytes: number): number => Math.ceil((bytes / 1024 / 1024) * 10) / 10

export type EnclosingReason = 'enclosuresNotInStandard' | 'enclosuresNone' | 'enclosuresTooLarge'

/** Why these files cannot go along in a PDF of this standard; null where they can. */
export const refusedEnclosing = (
  files: readonly Pick<EnclosedFile, 'size'>[],
  standard: 'a-3a' | 'ua-1',
): Refusal<EnclosingReason> | null => {
  if (standard !== 'a-3a') return refused('enclosuresNotInStandard')
  if (files.length === 0) return refused('enclosuresNone')
  const bytes = bytesIn(files)
  return bytes > mostEnclosed
    ? refused('enclosuresTooLarge', { megabytes: megabytesOf(bytes), most: megabytesOf(mostEnclosed) })
    : null
}
