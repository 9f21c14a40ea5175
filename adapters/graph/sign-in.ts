import { decodeJwt, errors as joseErrors } from 'jose'
import {
  allowInsecureRequests,
  ClientError,
  Configuration,
  clientCredentialsGrant,
  customFetch,
} from 'openid-client'
import { type CloudUrls, isSafeAddress } from '#domain/cloud.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { type Credential, clientAuthOf } from './credential.ts'
import { hostOf } from './next-link.ts'
import { type GraphReason, type GraphRefusal, graphRefusal } from './reason.ts'
import { exchange, type Line } from './request.ts'
import { signInRefusalOf } from './sign-in-refusal.ts'

/** One registration of one tenant. `tenant` is its id or one of its domains, `client` the application id. */
export type Registration = { cloudUrls: CloudUrls; tenant: string; client: string; credential: Credential }

export type SignIn = {
  /** The present token, or a new one when the present one is about to expire. */
  token(): Promise<Outcome<string, GraphReason>>
  /** A token other than the one that was refused; asked for once however many callers were refused. */
  renewed(refusedToken: string): Promise<Outcome<string, GraphReason>>
}

type AccessToken = { value: string; renewAt: number }

/** Used where the answer does not say how long the token lives. */
const assumedSeconds = 300
const longestMarginMs = 300_000

/**
 * App-only sign-in ("Get access without a user"): OAuth client credentials for the scope `{graph}/.default`.
 * The endpoint is composed, not discovered: its place is documented, and discovery would be one more answer
 * to trust.
 */
export const openSignIn = (registration: Registration, line: Line): SignIn => {
  let current: AccessToken | null = null
  let underWay: Promise<Outcome<string, GraphReason>> | null = null

  const ask = async (): Promise<Outcome<string, GraphReason>> => {
    const outcome = await requestToken(registration, line)
    if (!outcome.ok) return outcome
    current = outcome.value
    return done(outcome.value.value)
  }
  const askOnce = (): Promise<Outcome<string, GraphReason>> => {
    underWay ??= ask().finally(() => {
      underWay = null
    })
    return underWay
  }
  return {
    token: async () => (current && line.timing.now() < current.renewAt ? done(current.value) : askOnce()),
    renewed: async (refusedToken) =>
      current && current.value !== refusedToken ? done(current.value) : askOnce(),
  }
}

const requestToken = async (
  { cloudUrls, tenant, client, credential }: Registration,
  line: Line,
): Promise<Outcome<AccessToken, GraphReason>> => {
  const unsafe = [cloudUrls.login, cloudUrls.graph].find((address) => !isSafeAddress(address))
  if (unsafe !== undefined) return graphRefusal('insecureAddress', { host: hostOf(unsafe) })
  if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(tenant)) return graphRefusal('wrongTenant')
  if (client.trim() === '') return graphRefusal('wrongClient')

  const tokenEndpoint = `${cloudUrls.login}/${tenant}/oauth2/v2.0/token`
  const askedAt = line.timing.now()
  const auth = await clientAuthOf(credential, tokenEndpoint, askedAt)
  if (!auth.ok) return auth

  const server = { issuer: `${cloudUrls.login}/${tenant}/v2.0`, token_endpoint: tokenEndpoint }
  const configuration = new Configuration(server, client.trim(), undefined, auth.value)
  if (new URL(tokenEndpoint).protocol === 'http:') allowInsecureRequests(configuration)

  // Our own fetch adds patience, limits and cancellation, and keeps Microsoft's refusal, which the library
  // would turn into an exception.
  let refusal: GraphRefusal | null = null
  configuration[customFetch] = async (url, options) => {
    const answer = await exchange(
      {
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: String(options.body),
        repeatable: true,
      },
      line,
    )
    if (!answer.ok) refusal = answer
    else if (answer.value.status !== 200) refusal = signInRefusalOf(answer.value, credential.kind)
    if (!answer.ok || refusal) throw new TypeError('the token endpoint gave no token')
    return new Response(answer.value.text, { headers: { 'content-type': 'application/json' } })
  }

  try {
    const scope = `${cloudUrls.graph}/.default`
    const answer = await clientCredentialsGrant(configuration, { scope })
    const lifetimeMs = (answer.expires_in ?? assumedSeconds) * 1000
    const renewAt = askedAt + lifetimeMs - Math.min(longestMarginMs, lifetimeMs / 5)
    return done({ value: answer.access_token, renewAt })
  } catch (error) {
    if (refusal) return refusal
    // With a 200 the library gives an error with a code when the body is not a token answer. That error holds
    // the body, so it goes no further; one without a code is a fault of ours.
    if (!(error instanceof ClientError) || error.code === undefined) throw error
    return graphRefusal('malformedAnswer', { host: hostOf(tokenEndpoint) })
  }
}

/** What a token says of itself: the application permissions in its `roles` claim and its tenant, `tid`. */
export type Claims = { roles: string[]; tenantId: string | null }

/** Null when the token is not a JWT (Graph tokens are documented as opaque, so that is no error). */
export const claimsOf = (token: string): Claims | null => {
  try {
    const { roles, tid } = decodeJwt(token)
    return {
      roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [],
      tenantId: typeof tid === 'string' && tid !== '' ? tid : null,
    }
  } catch (error) {
    if (error instanceof joseErrors.JOSEError) return null
    throw error
  }
}
