import type { JsonObject } from '../json.ts'

/** How a refusal words itself: plainly, or as Intune does, with a JSON text inside `message`. */
type Style = 'plain' | 'intune'

/** Thrown while a Graph call is being answered; the router turns it into Graph's error body. */
export class GraphRefusal extends Error {
  override name = 'GraphRefusal'
  readonly status: number
  readonly code: string
  readonly style: Style
  readonly headers: Record<string, string>

  constructor(status: number, code: string, words: string, style: Style = 'plain', headers = {}) {
    super(words)
    this.status = status
    this.code = code
    this.style = style
    this.headers = headers
  }
}

/** Intune's own way to say that an object is not there. */
export const notThere = (): GraphRefusal =>
  new GraphRefusal(404, 'ResourceNotFound', 'An error has occurred', 'intune')

export const badRequest = (words: string): GraphRefusal => new GraphRefusal(400, 'BadRequest', words)

/** A rule of Intune stands in the way. */
export const intuneRefuses = (words: string): GraphRefusal =>
  new GraphRefusal(400, 'BadRequest', words, 'intune')

/** Intune names every permission that would have been enough. */
export const forbidden = (scopes: readonly string[]): GraphRefusal =>
  new GraphRefusal(
    403,
    'Forbidden',
    `Application is not authorized to perform this operation. Application must have one of the following scopes: ${scopes.join(', ')}`,
    'intune',
  )

export const directoryForbidden = (): GraphRefusal =>
  new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')

export const unauthenticated = (words: string): GraphRefusal =>
  new GraphRefusal(401, 'InvalidAuthenticationToken', words, 'plain', {
    'www-authenticate': 'Bearer realm=""',
  })

/** Not provisioned for Intune at all, or no longer: seen on every Intune path alike. */
export const noIntuneLicence = (): GraphRefusal => badRequest('Request not applicable to target tenant.')

/** Since 2026 Multi Admin Approval also meets app-only writes, and asks for a header that starts a request. */
export const needsApproval = (): GraphRefusal =>
  intuneRefuses("Header 'x-msft-approval-justification' is required to request approval")

/** The error body of the "Microsoft Graph error responses" page. */
export const errorBody = (
  refusal: GraphRefusal,
  ids: { request: string; client: string },
  now: Date,
): JsonObject => {
  const operation = '00000000-0000-0000-0000-000000000000'
  const intune = {
    _version: 3,
    Message: `${refusal.message} - Operation ID (for customer support): ${operation} - Activity ID: ${ids.request}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  }
  return {
    error: {
      code: refusal.code,
      message:
        refusal.style === 'plain'
          ? refusal.message
          : JSON.stringify(intune, null, 2).replaceAll('\n', '\r\n'),
      innerError: {
        date: now.toISOString().slice(0, 19),
        'request-id': ids.request,
        'client-request-id': ids.client,
      },
    },
  }
}
