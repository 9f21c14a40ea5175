import { createHash, X509Certificate } from 'node:crypto'
import { decodeProtectedHeader, errors, jwtVerify } from 'jose'
import type { Registration } from './registrations.ts'

/** Why Entra refuses an assertion, with the number of its error message. */
export type AssertionFault = { number: number; words: string }

const fault = (number: number, words: string): AssertionFault => ({ number, words })

/**
 * Checks a signed client assertion against the registered certificate, as "Microsoft identity platform application
 * authentication certificate credentials" describes it: PS256 (or the older RS256) signature, thumbprint of the
 * certificate in the header, `aud` the tenant's token endpoint, `iss` and `sub` the client, `exp`, `jti`.
 * Answers null where all of it holds.
 */
export const assertionFault = async (
  assertion: string,
  { clientId, certificate }: Registration,
  endpoint: string,
  now: Date,
): Promise<AssertionFault | null> => {
  const unknownKey = fault(
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application.',
  )
  if (!certificate) return unknownKey
  const { raw, publicKey } = new X509Certificate(certificate)
  try {
    const header = decodeProtectedHeader(assertion)
    const known =
      header['x5t#S256'] === createHash('sha256').update(raw).digest('base64url') ||
      header.x5t === createHash('sha1').update(raw).digest('base64url')
    if (!known) return unknownKey
    const { payload } = await jwtVerify(assertion, publicKey, {
      algorithms: ['PS256', 'RS256'],
      currentDate: now,
      requiredClaims: ['exp', 'jti', 'iss', 'sub', 'aud'],
    })
    if (payload.aud !== endpoint)
      return fault(
        700023,
        `Client assertion audience claim does not match Realm issuer. Expected: '${endpoint}'.`,
      )
    if (payload.iss !== clientId || payload.sub !== clientId)
      return fault(700021, "Client assertion application identifier doesn't match 'client_id' parameter.")
    return null
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      return fault(700024, 'Client assertion is not within its valid time range.')
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return fault(700027, 'Client assertion failed signature validation.')
    return fault(50027, 'JWT token is invalid or malformed.')
  }
}
