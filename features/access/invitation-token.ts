import { createHash, randomBytes } from 'node:crypto'

/** What the database keeps of a one-time link: nothing that opens it. */
export const hashOfToken = (token: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(token).digest())

/** A new one-time link's token (32 random bytes) and its hash. The token is shown once and stored nowhere. */
export const newToken = (): { token: string; hash: Uint8Array<ArrayBuffer> } => {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashOfToken(token) }
}
