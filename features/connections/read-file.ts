import { z } from 'zod'
import { readTokenFile } from '#adapters/token-file/read-token-file.ts'
import { refusedBySize, type TokenFile, type TokenFileReason } from '#adapters/token-file/token-file.ts'
import { seal, unseal } from '#adapters/vault.ts'
import type { Actor } from '#domain/actor.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { demand } from '#features/access/actor.ts'

/**
 * Reads a token file and keeps nothing. What it tells is handed to the browser sealed, so that it comes back to be
 * recorded as the file told it.
 */
export const readFile = async (
  actor: Actor,
  { file }: { file: File },
): Promise<Outcome<{ sealed: string }, TokenFileReason>> => {
  demand(actor, 'connections:state')
  const tooMuch = refusedBySize(file.size)
  if (tooMuch) return tooMuch
  const read = readTokenFile(new Uint8Array(await file.arrayBuffer()), file.name)
  return read.ok ? done({ sealed: seal(actor.organisationId, JSON.stringify(read.value)) }) : read
}

const fileRead: z.ZodType<TokenFile> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pushCertificate'),
    topic: z.string(),
    certificateSerial: z.string(),
    validFrom: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal('locationToken'),
    organisationName: z.string(),
    expiresAt: z.iso.datetime(),
  }),
])

/** What `readFile` had sealed for this organisation; null for anything else. */
export const openFileRead = async (actor: Actor, sealed: string): Promise<TokenFile | null> => {
  demand(actor, 'connections:state')
  try {
    return await unseal(actor.organisationId, sealed, async (plain) => fileRead.parse(JSON.parse(plain)))
  } catch {
    return null
  }
}
