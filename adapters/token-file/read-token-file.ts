import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { ConnectionKind } from '#domain/service.ts'
import { contentOf, derOf } from './content.ts'
import { locationTokenIn } from './location-token.ts'
import { pushCertificateIn } from './push-certificate.ts'
import { refusedBySize, type TokenFile, type TokenFileReason } from './token-file.ts'

/**
 * Reads what a dropped file tells. Its content decides what it is; `isMislabelled` where its name says otherwise.
 * Whatever the bytes are, the answer is metadata or a named refusal: nothing is thrown, and no byte is handed on.
 */
export const readTokenFile = (
  bytes: Uint8Array,
  name: string,
): Outcome<{ file: TokenFile; isMislabelled: boolean }, TokenFileReason> => {
  const read = refusedBySize(bytes.length) ?? fileIn(bytes)
  if (!read.ok) return read
  const named = kindNamed(name)
  return done({ file: read.value, isMislabelled: named !== null && named !== read.value.kind })
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

const endings: Record<string, ConnectionKind> = {
  pem: 'pushCertificate',
  cer: 'pushCertificate',
  crt: 'pushCertificate',
  vpptoken: 'locationToken',
  p7m: 'enrolmentToken',
}

/** What the end of a file's name says it is. */
const kindNamed = (name: string): ConnectionKind | null =>
  endings[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? null
