import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { readBody } from '../http.ts'
import { signInClient, tenantId } from '../registrations.ts'
import { choicePage } from './choice-page.ts'
import { type Account, people } from './people.ts'
import { makeStorage } from './storage.ts'

/** Below which path people sign in; the tokens' issuer is the origin and this (Microsoft Learn, "ID token claims reference"). */
const openIdPath = `/${tenantId}/v2.0`
const choice = `${openIdPath}/choice/`

/** Of Entra's claims those that Pomona could meet. There is no `email`: Entra's may be absent and is verified by nobody. */
const claimsOf = (account: Account, origin: string) => {
  const { oid, name, upn, groups, roles, isInTooMany } = account
  const source = { endpoint: `${origin}/v1.0/users/${oid}/getMemberObjects` }
  return {
    sub: oid,
    oid,
    tid: tenantId,
    name,
    preferred_username: upn,
    ver: '2.0',
    ...(roles.length > 0 && { roles }),
    // Where the groups are too many the token names a place to ask for them instead.
    ...(isInTooMany
      ? { _claim_names: { groups: 'src1' }, _claim_sources: { src1: source } }
      : groups.length > 0 && { groups }),
  }
}

/** Loaded when somebody first signs in: nobody else should wait for it. */
const makeProvider = async (origin: string, accountOf: (oid: string) => Account | undefined) => {
  const { Provider, interactionPolicy } = await import('oidc-provider')
  const policy = interactionPolicy.base()
  // An administrator has consented for everybody.
  policy.remove('consent')
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const provider = new Provider(`${origin}${openIdPath}`, {
    adapter: makeStorage(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: signInClient.clientId,
        client_secret: signInClient.secret,
        token_endpoint_auth_method: 'client_secret_post',
        // A native application's redirect to this machine may name any port.
        application_type: 'native',
        redirect_uris: ['http://localhost/api/auth/callback/sso'],
        subject_type: 'pairwise',
        // As the optional claim that the registration in Entra asks for.
        require_auth_time: true,
      },
    ],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_context, oid, client) =>
      createHash('sha256').update(`${oid} ${client.clientId}`).digest('base64url'),
    conformIdTokenClaims: false,
    claims: {
      openid: ['sub', 'oid', 'tid', 'name', 'preferred_username', 'ver', 'groups', 'roles'],
    },
    scopes: ['openid', 'profile'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { policy, url: (_context, { uid }) => `${choice}${uid}` },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 3600,
      Session: 86_400,
    },
    findAccount: (_context, id) => {
      const account = accountOf(id)
      return account && { accountId: id, claims: () => claimsOf(account, origin) }
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session } = oidc
      if (!client || !session?.accountId) return undefined
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
  })
  return provider
}

export type OpenId = {
  /** Whether the path is one of the provider's. */
  holds(path: string): boolean
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** What the directory says of somebody from now on. */
  setPerson(upn: string, what: Partial<Pick<Account, 'groups' | 'roles' | 'isInTooMany'>>): void
}

/** Entra's sign-in of people: a certified OpenID provider, and a page of its own that asks who one is. */
export const makeOpenId = (origin: () => string): OpenId => {
  const accounts = new Map(people.map((account) => [account.oid, account]))
  let provider: ReturnType<typeof makeProvider> | undefined

  return {
    holds: (path) => path.startsWith(`${openIdPath}/`),
    answer: async (request, response) => {
      provider ??= makeProvider(origin(), (oid) => accounts.get(oid))
      const openId = await provider
      const url = request.url ?? '/'
      if (!url.startsWith(choice)) {
        // As routers that mount it do: from the two it tells where it is mounted.
        Object.assign(request, { originalUrl: url, url: url.slice(openIdPath.length) })
        await openId.callback()(request, response)
        return
      }
      if (request.method !== 'POST') {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        response.end(choicePage([...accounts.values()]))
        return
      }
      const accountId = new URLSearchParams(await readBody(request)).get('account') ?? ''
      await openId.interactionFinished(request, response, { login: { accountId } })
    },
    setPerson: (upn, what) => {
      const account = [...accounts.values()].find((one) => one.upn === upn)
      if (!account) throw new RangeError('Nobody signs in by that name.')
      accounts.set(account.oid, { ...account, ...what })
    },
  }
}
