import { randomUUID } from 'node:crypto'
import { errors, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { type Registration, tenantId } from './registrations.ts'

/** What a presented token turned out to be. */
export type Presented =
  | { state: 'valid'; clientId: string; roles: readonly string[] }
  | { state: 'expired' | 'invalid' | 'absent' }

export type AccessTokens = {
  /** How long a token lives, in seconds. */
  lifetime: number
  issue(registration: Registration): Promise<string>
  check(authorization: string | undefined): Promise<Presented>
  /** Ends one token before its time. */
  expire(authorization: string | undefined): void
}

type Options = { audience: () => string; lifetime: number; now: () => Date }

const bearerOf = (authorization: string | undefined): string | null =>
  /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? null

/** App-only access tokens: signed JWTs with the `roles` claim, as Entra issues them. The key lives in memory. */
export const makeAccessTokens = async ({ audience, lifetime, now }: Options): Promise<AccessTokens> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const ended = new Set<string>()
  const issuer = `https://sts.windows.example/${tenantId}/`
  return {
    lifetime,
    issue: ({ clientId, name, roles }) => {
      const issuedAt = Math.floor(now().getTime() / 1000)
      // Entra leaves the claim out where no permission was granted.
      const claims = {
        appid: clientId,
        app_displayname: name,
        tid: tenantId,
        ...(roles.length > 0 ? { roles } : {}),
      }
      return new SignJWT({ ...claims, idtyp: 'app', ver: '1.0' })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'sandbox' })
        .setIssuer(issuer)
        .setAudience(audience())
        .setSubject(clientId)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setNotBefore(issuedAt)
        .setExpirationTime(issuedAt + lifetime)
        .sign(privateKey)
    },
    check: async (authorization) => {
      const token = bearerOf(authorization)
      if (!token) return { state: 'absent' }
      if (ended.has(token)) return { state: 'expired' }
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer,
          audience: audience(),
          currentDate: now(),
        })
        const roles = Array.isArray(payload.roles) ? payload.roles.map(String) : []
        return { state: 'valid', clientId: String(payload.appid), roles }
      } catch (error) {
        return { state: error instanceof errors.JWTExpired ? 'expired' : 'invalid' }
      }
    },
    expire: (authorization) => {
      const token = bearerOf(authorization)
      if (token) ended.add(token)
    },
  }
}
