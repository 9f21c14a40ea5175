import { generateSecret, generateURI, verifySync } from 'otplib'

// Codes of an app on a telephone: RFC 6238 with what every such app knows, SHA-1, six digits, half a minute.

export const newSecret = (): string => generateSecret()

/** What such an app reads from a picture (Key URI Format of Google Authenticator). */
export const addressOf = (secret: string, login: string): string =>
  generateURI({ issuer: 'Pomona', label: login, secret })

/**
 * The step of a code that is right at this moment, or was half a minute before or after, and later than the last one that
 * was used; null otherwise.
 */
export const stepOf = (secret: string, code: string, afterStep: number): number | null => {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const verified = verifySync({ secret, token, epochTolerance: 30, afterTimeStep: afterStep })
  return verified.valid && 'timeStep' in verified ? verified.timeStep : null
}
