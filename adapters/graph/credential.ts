import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { importPKCS8 } from 'jose'
import { type ClientAuth, ClientSecretPost, modifyAssertion, PrivateKeyJwt } from 'openid-client'
import { done, type Outcome } from '#domain/outcome.ts'
import { type GraphReason, graphRefusal } from './reason.ts'

/** What a registration proves itself with. Plaintext: it lives in memory for one sign-in session only. */
export type Credential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; certificatePem: string; privateKeyPem: string }

/** Microsoft accepts assertions that live 5 to 10 minutes. */
const assertionSeconds = 300

/**
 * How the token request is authenticated. For a certificate the assertion follows "Microsoft identity platform
 * application authentication certificate credentials": PS256, `x5t#S256` of the DER, `aud` the token endpoint.
 * Refuses a certificate that is unreadable, expired, or not of this private key, before anything is sent.
 */
export const clientAuthOf = async (
  credential: Credential,
  tokenEndpoint: string,
  now: number,
): Promise<Outcome<ClientAuth, GraphReason>> => {
  if (credential.kind === 'secret') {
    return credential.secret === '' ? graphRefusal('wrongSecret') : done(ClientSecretPost(credential.secret))
  }
  const pair = keyPairOf(credential)
  if (!pair || pair.certificate.validToDate.getTime() <= now) return graphRefusal('badCertificate')

  const thumbprint = createHash('sha256').update(pair.certificate.raw).digest('base64url')
  const key = await importPKCS8(pair.pkcs8, 'PS256')
  const auth = PrivateKeyJwt(key, {
    [modifyAssertion]: (header, payload) => {
      header.typ = 'JWT'
      header['x5t#S256'] = thumbprint
      const issuedAt = typeof payload.iat === 'number' ? payload.iat : Math.floor(now / 1000)
      Object.assign(payload, { aud: tokenEndpoint, jti: randomUUID(), exp: issuedAt + assertionSeconds })
    },
  })
  return done(auth)
}

const keyPairOf = (credential: {
  certificatePem: string
  privateKeyPem: string
}): { certificate: X509Certificate; pkcs8: string } | null => {
  try {
    const certificate = new X509Certificate(credential.certificatePem)
    const key = createPrivateKey(credential.privateKeyPem)
    if (key.asymmetricKeyType !== 'rsa' || !certificate.checkPrivateKey(key)) return null
    return { certificate, pkcs8: key.export({ type: 'pkcs8', format: 'pem' }).toString() }
  } catch {
    // node:crypto throws for everything it cannot read, without a code worth telling apart.
    return null
  }
}
