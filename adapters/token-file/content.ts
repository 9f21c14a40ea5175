/** What a file is by its bytes alone. */
type Content =
  | { kind: 'privateKey' | 'serverToken' | 'signingRequest' | 'unknown' }
  | { kind: 'certificates'; count: number; der: Uint8Array }
  | { kind: 'base64'; decoded: Uint8Array }

const unknown: Content = { kind: 'unknown' }
const oneCertificate = (der: Uint8Array): Content => ({ kind: 'certificates', count: 1, der })

export const contentOf = (bytes: Uint8Array): Content => {
  const der = derOf(bytes)
  if (der !== null) return der === 'certificate' ? oneCertificate(bytes) : { kind: der }
  const text = textOf(bytes)
  if (text === null) return unknown
  // Before anything else: whatever a file is, its key is not for us.
  if (/private key/i.test(text)) return { kind: 'privateKey' }
  const labels = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,60})-----/g)].map(([, label = '']) => label)
  if (labels.length > 0) return armoured(text, labels)
  if (/application\/(?:x-)?pkcs7-mime|smime-type=/i.test(text)) return { kind: 'serverToken' }
  const decoded = fromBase64(text)
  return decoded === null ? unknown : { kind: 'base64', decoded }
}

/** A text of PEM (RFC 7468). */
const armoured = (text: string, labels: readonly string[]): Content => {
  if (labels.some((label) => label === 'PKCS7' || label === 'CMS')) return { kind: 'serverToken' }
  if (labels.some((label) => label.endsWith('CERTIFICATE REQUEST'))) return { kind: 'signingRequest' }
  const count = labels.filter((label) => label === 'CERTIFICATE').length
  if (count === 0) return unknown
  const begin = text.indexOf(begins) + begins.length
  const end = text.indexOf(ends, begin)
  const der = end < 0 ? null : fromBase64(text.slice(begin, end))
  // What cannot be decoded is no certificate either: an empty one is refused as unreadable.
  return { kind: 'certificates', count, der: der ?? new Uint8Array() }
}

const begins = '-----BEGIN CERTIFICATE-----'
const ends = '-----END CERTIFICATE-----'

/**
 * What a DER value (ITU-T X.690) is by how it begins, or null where the bytes are none: a certificate holds a sequence
 * that begins with a version in brackets or a serial number, a PKCS #7 message begins with an object identifier, and
 * keys and key stores begin with the number of their version.
 */
export const derOf = (bytes: Uint8Array): 'certificate' | 'privateKey' | 'serverToken' | null => {
  const inside = insideSequence(bytes, 0)
  if (inside === null) return null
  const tag = bytes[inside]
  if (tag === objectIdentifier) return 'serverToken'
  if (tag === integer) return 'privateKey'
  const deeper = insideSequence(bytes, inside)
  if (deeper === null) return null
  // An encrypted key (PKCS #8) begins with the algorithm that encrypts it.
  return bytes[deeper] === objectIdentifier ? 'privateKey' : 'certificate'
}

const integer = 0x02
const objectIdentifier = 0x06
const sequence = 0x30

/** Where the content of a sequence begins. */
const insideSequence = (bytes: Uint8Array, at: number): number | null => {
  if (bytes[at] !== sequence) return null
  const length = bytes[at + 1] ?? 0
  // 0x80 is the indefinite length, in which some programs write PKCS #7 messages.
  return at + 2 + (length > 0x80 ? length & 0x7f : 0)
}

/** Text without control characters, or null. */
const textOf = (bytes: Uint8Array): string | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

/** Base64 (RFC 4648) in lines or in one, complete and in its one proper spelling; else null. */
const fromBase64 = (text: string): Uint8Array | null => {
  const joined = text.replaceAll(/[\r\n]/g, '').trim()
  if (joined === '') return null
  const decoded = Buffer.from(joined, 'base64')
  return decoded.toString('base64') === joined ? decoded : null
}
