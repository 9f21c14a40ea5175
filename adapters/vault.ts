import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { settings } from './env.ts'

declare const sealedMark: unique symbol
/**
 * `v1.<key id>.<iv>.<tag>.<ciphertext>`, base64url: AES-256-GCM with the organisation or the member it belongs to as
 * associated data.
 */
export type Sealed = string & { readonly [sealedMark]: true }

const keyId = (key: Buffer) =>
  createHash('sha256').update('pomona/vault').update(key).digest('hex').slice(0, 8)

/** What the values sealed here name as their key. */
export const vaultKeyId = (): string => keyId(settings().key)

/** Of the present key and those before it: what is sealed with another cannot be opened. */
export const openedKeyIds = (): string[] => {
  const { key, previousKeys } = settings()
  return [key, ...previousKeys].map(keyId)
}

/** Seals a secret for one organisation or member; the value opens nowhere else. */
export const seal = (ownerId: string, plain: string): Sealed => {
  const { key } = settings()
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(ownerId))
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))
  return `v1.${keyId(key)}.${parts.join('.')}` as Sealed
}

/** Lends the plain text to one callback. Throws when the value was sealed with another key or for somebody else. */
export const unseal = async <Value>(
  ownerId: string,
  sealed: string,
  use: (plain: string) => Promise<Value>,
): Promise<Value> => {
  const { key: present, previousKeys } = settings()
  const [version, id, iv, tag, text] = sealed.split('.')
  if (version !== 'v1' || !iv || !tag || text === undefined) throw new Error('not a sealed value')
  const key = [present, ...previousKeys].find((each) => keyId(each) === id)
  if (!key) throw new Error('sealed with another POMONA_KEY')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'))
    .setAAD(Buffer.from(ownerId))
    .setAuthTag(Buffer.from(tag, 'base64url'))
  const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()])
  return use(plain.toString('utf8'))
}

/** The same secret under the present key; null for a value that no key at hand opens, or that belongs to somebody else. */
export const reseal = (ownerId: string, sealed: string): Promise<Sealed | null> =>
  unseal(ownerId, sealed, async (plain) => seal(ownerId, plain)).catch(() => null)

/** What may be shown of a secret: enough to tell two apart, nothing of its text. */
export const fingerprint = (plain: string): string =>
  createHash('sha256').update('pomona/fingerprint').update(plain).digest('hex').slice(0, 12)
