import type { ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'
import { GraphRefusal, needsApproval, noIntuneLicence, notThere, unauthenticated } from './graph/refusal.ts'
import { type Reply, wireOf } from './http.ts'

const codes: Record<number, string> = {
  400: 'BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Forbidden',
  404: 'ResourceNotFound',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

const overloaded = (status: number, { retryAfter }: Fault): GraphRefusal =>
  new GraphRefusal(
    status,
    codes[status] ?? 'UnknownError',
    status === 429 ? 'Too many requests. Please try again later.' : 'The service is temporarily unavailable.',
    'plain',
    retryAfter === null ? {} : { 'retry-after': String(retryAfter) },
  )

/** The refusal a fault stands for, or null where it spoils the answer itself. */
export const refusalOf = (fault: Fault): GraphRefusal | null => {
  switch (fault.kind) {
    case '429':
      return overloaded(429, fault)
    case '503':
      return overloaded(503, fault)
    case 'status':
      return overloaded(fault.status ?? 500, fault)
    case 'expireToken':
      return unauthenticated('Lifetime validation failed, the token is expired.')
    case 'licenceLapsed':
      return fault.status === 404 ? notThere() : noIntuneLicence()
    case 'multiAdminApproval':
      return needsApproval()
    default:
      return null
  }
}

/** Sends a true answer spoilt: a proxy's page in its place, or only its first half (of an empty
 * answer: nothing) before the line drops. What was asked has been done by then. */
export const sendSpoilt = (response: ServerResponse, { kind }: Fault, reply: Reply): void => {
  const type = { 'content-type': 'application/json; charset=utf-8' }
  if (kind === 'garbage') {
    response.writeHead(200, type).end('<html><body>The proxy could not reach the host.</body></html>')
    return
  }
  const wire = wireOf(reply)
  if (wire.length === 0) {
    response.destroy()
    return
  }
  response.writeHead(reply.status, { ...type, 'content-length': String(wire.length) })
  response.write(wire.subarray(0, Math.ceil(wire.length / 2)), () => response.destroy())
}
