import { X509Certificate } from 'node:crypto'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { isPushTopic } from '#domain/same-connection.ts'
import { storableMoment } from './moment.ts'
import type { TokenFile, TokenFileReason } from './token-file.ts'

/**
 * Reads the certificate that Apple issues for pushing to managed devices: the user id (UID) in its subject is the topic.
 * Who signed it is not checked, because it is a member who states what it says.
 */
export const pushCertificateIn = (der: Uint8Array): Outcome<TokenFile, TokenFileReason> => {
  const certificate = parsed(der)
  if (!certificate) return refused('tokenFileCertificateUnreadable')
  const { subject, certificateSerial, validFrom, expiresAt } = certificate
  const userIds = subject.split('\n').filter((line) => line.startsWith('UID='))
  const topic = userIds.length === 1 ? (userIds[0]?.slice('UID='.length) ?? '') : ''
  if (!isPushTopic(topic)) return refused('tokenFileNotPush')
  return done({ kind: 'pushCertificate', topic, certificateSerial, validFrom, expiresAt })
}

/** OpenSSL writes what is a control character in a subject as an escape, so each line is one attribute. */
const parsed = (der: Uint8Array) => {
  try {
    const certificate = new X509Certificate(der)
    const { raw, serialNumber: certificateSerial, subject } = certificate
    const validFrom = storableMoment(certificate.validFromDate)
    const expiresAt = storableMoment(certificate.validToDate)
    // Nothing may stand behind the certificate, and its number has at most 20 bytes (RFC 5280, 4.1.2.2).
    if (raw.length !== der.length || !/^[0-9A-F]{1,40}$/.test(certificateSerial)) return null
    return validFrom && expiresAt && validFrom < expiresAt
      ? { subject, certificateSerial, validFrom, expiresAt }
      : null
  } catch {
    return null
  }
}
