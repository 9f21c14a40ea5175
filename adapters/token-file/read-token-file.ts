import { type Outcome, refused } from '#domain/outcome.ts'
import { contentOf, derOf } from './content.ts'
import { locationTokenIn } from './location-token.ts'
import { pushCertificateIn } from './push-certificate.ts'
import { refusedBySize, type TokenFile, type TokenFileReason } from './token-file.ts'

/**
 * Reads what a dropped file tells. Its content decides what it is, and one whose name says otherwise is refused: somebody
 * took it for another. Whatever the bytes are, the answer is metadata or a named refusal: nothing is thrown, and no byte
 * is handed on.
 */
export const readTokenFile = (bytes: Uint8Array, name: string): Outcome<TokenFile, TokenFileReason> => {
  const read = refusedBySize(bytes.length) ?? fileIn(bytes)
  const ending = endingOf(name)
  if (!read.ok) {
    // Apple's server tokens are what ends so; one that is cut or wrapped is no less encrypted.
    return read.reason === 'tokenFileUnknown' && ending === 'p7m' ? refused('tokenFileIsServerToken') : read
  }
  const { kind } = read.value
  const isRight = ending === null || endings[kind].includes(ending)
  return isRight ? read : refused('tokenFileMislabelled', { kind })
}

const fileIn = (bytes: Uint8Array): Outcome<TokenFile, TokenFileReason> => {
  const content = contentOf(bytes)
  switch (content.kind) {
    case 'privateKey':
      return refused('tokenFileHoldsKey')
    case 'serverToken':
      return refused('tokenFileIsServerToken')
    case 'signingRequest':
      return refused('tokenFileIsRequest')
    case 'unknown':
      return refused('tokenFileUnknown')
    case 'certificates':
      return content.count === 1 ? pushCertificateIn(content.der) : refused('tokenFileCertificates')
    case 'base64':
      return derOf(content.decoded) === null ? locationTokenIn(content.decoded) : fileIn(content.decoded)
  }
}

/** How files of a kind are named, beside those that are named as plain text or not at all. */
const endings: Record<TokenFile['kind'], readonly string[]> = {
  pushCertificate: ['pem', 'cer', 'crt', 'der', 'txt'],
  locationToken: ['vpptoken', 'txt'],
}

/** What stands behind the last dot of a name; null without one. */
const endingOf = (name: string): string | null =>
  name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : null
