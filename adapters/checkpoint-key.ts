import { createPrivateKey, createPublicKey, hkdfSync, sign } from 'node:crypto'
import { keyIdOf, type Signer } from '#domain/checkpoint.ts'
import { settings } from './env.ts'

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * The key this installation signs checkpoints with. It follows from POMONA_KEY (HKDF, RFC 5869) and is stored nowhere, so
 * another POMONA_KEY has another one; the public half stands in each checkpoint.
 */
export const checkpointSigner = (): Signer => {
  const seed = Buffer.from(hkdfSync('sha256', settings().key, '', 'pomona/audit-checkpoint', 32))
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('no Ed25519 key')
  return {
    publicKey: Buffer.from(x, 'base64url').toString('base64'),
    sign: (bytes) => sign(null, bytes, key),
  }
}

export const checkpointKeyId = (): string => keyIdOf(checkpointSigner().publicKey)
