import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import { canonical, hashAfter } from './audit.ts'
import { keyIdOf, type Signer } from './checkpoint.ts'
import { type LogClass, logClasses } from './log-class.ts'

/** What went at once from a log: the events of a class older than a day, all below a checkpoint. */
export type Pruned = {
  logClass: LogClass
  /** The first and the last of them, and how many they are. */
  from: number
  to: number
  events: number
  /** The first day of which nothing went. */
  before: string
  /** The newest event that a checkpoint covered then. */
  checkpoint: number
  /** Over what stands in their place, in order. */
  digest: string
}

const digits = (count: number) => z.string().regex(new RegExp(`^[0-9a-f]{${count}}$`))
const factsShape = z.strictObject({
  logClass: z.enum(logClasses),
  from: z.int(),
  to: z.int(),
  events: z.int(),
  before: z.iso.date(),
  checkpoint: z.int(),
  digest: digits(64),
  keyId: digits(32),
  publicKey: digits(64),
  signature: digits(128),
})
/** As the event of a pruning tells it: signed, or whoever writes to the database could add one of their own. */
export type PruningFacts = z.output<typeof factsShape>

/** The log and the event in it that the statement is for, so that it is none anywhere else. */
type Place = { organisationId: string; sequence: number }

const statementOf = ({ organisationId, sequence }: Place, pruned: Pruned): Buffer =>
  Buffer.from(
    canonical({
      kind: 'pomona.audit.pruning',
      version: 1,
      organisation: organisationId,
      sequence,
      ...pruned,
    }),
  )

export const signPruning = (place: Place, pruned: Pruned, { publicKey, sign }: Signer): PruningFacts => ({
  ...pruned,
  keyId: keyIdOf(publicKey),
  publicKey: Buffer.from(publicKey, 'base64').toString('hex'),
  signature: Buffer.from(sign(statementOf(place, pruned))).toString('hex'),
})

/** The facts of such an event, where the key it names signed them for this place; null for any others. */
export const readPruning = (place: Place, facts: unknown): PruningFacts | null => {
  const read = factsShape.safeParse(facts).data
  if (!read) return null
  const { keyId, publicKey, signature, ...pruned } = read
  const raw = Buffer.from(publicKey, 'hex')
  if (keyIdOf(raw.toString('base64')) !== keyId) return null
  try {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    return verify(null, statementOf(place, pruned), key, Buffer.from(signature, 'hex')) ? read : null
  } catch {
    // 32 bytes that are no point of the curve.
    return null
  }
}

export const firstDigest = '00'.repeat(32)

/** The digest through one more event, as `audit_prune` reckons it. */
export const digestAfter = (digest: string, sequence: number, hash: string): string =>
  hashAfter(digest, `${sequence}:${hash}`)
