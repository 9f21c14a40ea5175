import { createHash, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { canonical } from './audit.ts'

// Says which document is signed, so that a signature under another kind of text is none under this one.
const kind = 'pomona.audit.checkpoint'
const hexOf = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const base64 = z.string().regex(/^[A-Za-z0-9+/]+=*$/)

const documentShape = z.strictObject({
  statement: z.strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    organisation: z.strictObject({ id: z.uuid(), name: z.string() }),
    sequence: z.int().positive(),
    hash: hexOf(64),
    at: z.iso.datetime(),
    key: hexOf(32),
  }),
  publicKey: base64,
  signature: base64,
})

/** What an organisation's audit log was at a moment: its last event and the hash that all events up to it lead to. */
export type Checkpoint = z.output<typeof documentShape>

/** An Ed25519 key (RFC 8032); the public half in base64, 32 bytes. */
export type Signer = { publicKey: string; sign: (bytes: Uint8Array) => Uint8Array }

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** By what people compare keys: the first half of the SHA-256 of the public key. */
export const keyIdOf = (publicKey: string): string => sha256(Buffer.from(publicKey, 'base64')).slice(0, 32)

/** A signed checkpoint as the text of its file, with the hash of that text. */
export const composeCheckpoint = (
  said: Pick<Checkpoint['statement'], 'organisation' | 'sequence' | 'hash' | 'at'>,
  { publicKey, sign }: Signer,
): { document: string; sha256: string; key: string } => {
  const key = keyIdOf(publicKey)
  const statement = { ...said, kind, version: 1, key }
  const signature = Buffer.from(sign(Buffer.from(canonical(statement)))).toString('base64')
  const document = canonical({ statement, publicKey, signature })
  return { document, sha256: sha256(document), key }
}

/** A checkpoint by its text, however it is laid out; null for any other text. */
export const readCheckpoint = (text: string): Checkpoint | null => {
  try {
    return documentShape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** The text of its file, to the byte. */
export const documentOf = (checkpoint: Checkpoint): string => canonical(checkpoint)
export const checkpointSha256 = (document: string): string => sha256(document)

/** Whether the key it names signed it. Whose key that is, only somebody who knows its id can say. */
export const isSigned = ({ statement, publicKey, signature }: Checkpoint): boolean => {
  if (keyIdOf(publicKey) !== statement.key) return false
  try {
    const x = Buffer.from(publicKey, 'base64').toString('base64url')
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    return verify(null, Buffer.from(canonical(statement)), key, Buffer.from(signature, 'base64'))
  } catch {
    // 32 bytes that are no point of the curve, or another number of bytes.
    return false
  }
}
