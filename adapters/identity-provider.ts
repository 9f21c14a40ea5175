import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { type Identity, providerId, tenantOfIssuer } from '#domain/identity.ts'
import type { Said } from '#domain/role-mapping.ts'
import type { Settings } from './env.ts'

const texts = z.array(z.string())

/**
 * The claims of an ID token that Pomona reads (Microsoft Learn, "ID token claims reference"; graded documented). next-auth
 * has checked signature, issuer, audience, times and nonce. `oid` is the same for every application of the tenant, `sub` is
 * this application's alone; `email` may be absent and is verified by nobody, `preferred_username` changes hands: both are
 * for showing at most.
 */
const tokenShape = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  oid: z.string().min(1).optional(),
  tid: z.string().optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  auth_time: z.number().optional(),
  groups: texts.optional(),
  roles: texts.optional(),
  hasgroups: z.unknown().optional(),
  _claim_names: z.record(z.string(), z.unknown()).optional(),
})
export type Token = z.input<typeof tokenShape>

/** In sentences and lists a control character, or one that turns the direction of writing, would garble its neighbours. */
const shown = (text: string | undefined, otherwise: string): string =>
  (text ?? '')
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, 100) || otherwise

/**
 * Who the token vouches for and what it says of them; null where it is not one of the tenant that was set, or not in the
 * shape of one. Of more than 200 groups Entra tells only where to ask for them, which takes a right in Graph that nobody is
 * asked for here: they count as not said.
 */
export const vouchedBy = (token: unknown, issuer: string): { identity: Identity; said: Said } | null => {
  const parsed = tokenShape.safeParse(token)
  if (!parsed.success) return null
  const { iss, sub, oid, tid, name, preferred_username: username, ...claims } = parsed.data
  const tenant = tenantOfIssuer(issuer)
  if (iss.replace(/\/$/, '') !== issuer) return null
  if (tenant !== null && tid?.toLowerCase() !== tenant) return null
  const subject = oid ?? sub
  const called = shown(username, subject)
  const isTold = claims._claim_names?.groups === undefined && claims.hasgroups === undefined
  const { auth_time: authTime } = claims
  return {
    identity: {
      issuer,
      subject,
      called,
      name: shown(name, called),
      provenAt: authTime === undefined ? null : new Date(authTime * 1000),
    },
    said: { groups: isTold ? (claims.groups ?? []) : null, roles: claims.roles ?? [] },
  }
}

/**
 * The provider, found by its metadata: authorization code with PKCE, state and nonce, an ID token that is verified, and
 * nothing asked for that is not in it.
 */
export const providerOf = ({
  issuer,
  clientId,
  clientSecret,
}: NonNullable<Settings['signIn']>): OAuthConfig<Token> => ({
  id: providerId,
  name: providerId,
  type: 'oauth',
  wellKnown: `${issuer}/.well-known/openid-configuration`,
  idToken: true,
  checks: ['pkce', 'state', 'nonce'],
  authorization: { params: { scope: 'openid profile' } },
  clientId,
  clientSecret,
  client: { token_endpoint_auth_method: 'client_secret_post' },
  httpOptions: { timeout: 10_000 },
  profile: ({ sub }) => ({ id: sub }),
})
