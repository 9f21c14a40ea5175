import { randomUUID } from 'node:crypto'
import type { AccessTokens } from './access-tokens.ts'
import { assertionFault } from './client-assertion.ts'
import type { Reply } from './http.ts'
import { type Registration, tenantDomain, tenantId } from './registrations.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export type SignIn = {
  /** The tenant a token endpoint's path names, or null where the path is none. */
  tenantIn(path: string): string | null
  answer(tenant: string, body: string): Promise<Reply>
}

type Options = {
  origin: () => string
  tokens: AccessTokens
  registrations: () => readonly Registration[]
  now: () => Date
}

/** An error body as Entra's "Authentication and authorization error codes" page shows it. */
const refusal = (now: Date, status: number, error: string, number: number, words: string): Reply => {
  const [trace, correlation] = [randomUUID(), randomUUID()]
  const timestamp = now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${number}: ${words} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
      error_codes: [number],
      timestamp,
      trace_id: trace,
      correlation_id: correlation,
      error_uri: `https://login.microsoftonline.example/error?code=${number}`,
    },
  }
}

/** `POST /{tenant}/oauth2/v2.0/token` for client credentials, with a secret or a signed assertion. */
export const makeSignIn = ({ origin, tokens, registrations, now }: Options): SignIn => {
  const refuse = (status: number, error: string, number: number, words: string) =>
    refusal(now(), status, error, number, words)

  const checkCredential = async (form: URLSearchParams, client: Registration, tenant: string) => {
    const assertion = form.get('client_assertion')
    if (assertion && form.get('client_assertion_type') === assertionType) {
      const found = await assertionFault(assertion, client, `${origin()}/${tenant}/oauth2/v2.0/token`, now())
      return found && refuse(401, 'invalid_client', found.number, found.words)
    }
    const secret = form.get('client_secret')
    if (!secret)
      return refuse(
        401,
        'invalid_client',
        7000218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      )
    if (secret === client.lapsedSecret)
      return refuse(
        401,
        'invalid_client',
        7000222,
        `The provided client secret keys for app '${client.clientId}' are expired.`,
      )
    if (secret !== client.secret)
      return refuse(
        401,
        'invalid_client',
        7000215,
        `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${client.clientId}'.`,
      )
    return null
  }

  return {
    tenantIn: (path) => /^\/([^/]+)\/oauth2\/v2\.0\/token$/.exec(path)?.[1] ?? null,
    answer: async (tenant, body) => {
      const form = new URLSearchParams(body)
      if (tenant.toLowerCase() !== tenantId && tenant.toLowerCase() !== tenantDomain)
        return refuse(
          400,
          'invalid_request',
          90002,
          `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
        )
      if (form.get('grant_type') !== 'client_credentials')
        return refuse(
          400,
          'unsupported_grant_type',
          70003,
          `The app requested an unsupported grant type '${form.get('grant_type') ?? ''}'.`,
        )
      const client = registrations().find(({ clientId }) => clientId === form.get('client_id')?.toLowerCase())
      if (!client)
        return refuse(
          400,
          'unauthorized_client',
          700016,
          `Application with identifier '${form.get('client_id') ?? ''}' was not found in the directory 'Lindegaard Group'.`,
        )
      const scope = form.get('scope') ?? ''
      if (!scope.endsWith('/.default'))
        return refuse(
          400,
          'invalid_scope',
          1002012,
          `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
        )
      if (scope !== `${origin()}/.default`)
        return refuse(
          400,
          'invalid_resource',
          500011,
          `The resource principal named ${scope.slice(0, -'/.default'.length)} was not found in the tenant named Lindegaard Group.`,
        )
      const refused = await checkCredential(form, client, tenant)
      if (refused) return refused
      const { lifetime } = tokens
      return {
        status: 200,
        headers: { 'cache-control': 'no-store', pragma: 'no-cache' },
        body: {
          token_type: 'Bearer',
          expires_in: lifetime,
          ext_expires_in: lifetime,
          access_token: await tokens.issue(client),
        },
      }
    },
  }
}
