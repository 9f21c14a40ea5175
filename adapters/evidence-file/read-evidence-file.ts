import { createHash } from 'node:crypto'
import {
  type EvidenceFile,
  type EvidenceFileReason,
  evidenceTypes,
  refusedBySize,
} from '#domain/evidence-file.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { cleanImage } from './clean-image.ts'
import { isOtherText, typeOfContent } from './type-of-content.ts'

/** Reads what somebody hands in as evidence. What it is, its content decides; its name must not say otherwise. */
export const readEvidenceFile = async (
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
): Promise<Outcome<EvidenceFile, EvidenceFileReason>> => {
  const tooMuch = refusedBySize(bytes.length)
  if (tooMuch) return tooMuch
  const found = typeOfContent(bytes)
  if (found === 'privateKey') return refused('evidenceFileHoldsKey')
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  if (found === null)
    return refused(ending === 'txt' && isOtherText(bytes) ? 'evidenceFileNotUtf8' : 'evidenceFileUnknown')
  // A message saved as plain text is one.
  const type = found === 'eml' && ending === 'txt' ? 'txt' : found
  const { endings } = evidenceTypes[type]
  if (!endings.some((each) => each === ending)) return refused('evidenceFileMislabelled', { type })
  const kept = type === 'png' || type === 'jpeg' ? await cleanImage(bytes, type) : bytes
  if (kept === null) return refused('evidenceFileBroken')
  return done({ type, bytes: kept, sha256: sha256Of(kept), originalSha256: sha256Of(bytes) })
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
