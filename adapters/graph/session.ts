import { done, type Outcome } from '#domain/outcome.ts'
import {
  asksForApproval,
  type GraphError,
  graphErrorOf,
  permissionsNamedIn,
  tellsOfNoIntune,
} from './error-body.ts'
import { hostOf, pinnedLink } from './next-link.ts'
import { type GraphReason, type GraphRefusal, graphRefusal } from './reason.ts'
import { exchange, type Line, type WireAnswer, type WireRequest } from './request.ts'
import type { SignIn } from './sign-in.ts'
import { parsedJson } from './wire-record.ts'

/** An answer of Graph. `body` is parsed for 2xx (null when empty), `error` is there for every other status. */
export type GraphAnswer = {
  method: WireRequest['method']
  url: string
  status: number
  body: unknown
  error: GraphError | null
  requestId: string
  at: string
}

export type Session = {
  graphBase: string
  /** `address`: a path under the Graph base that starts with a slash, or a next link. */
  get(address: string): Promise<Outcome<GraphAnswer, GraphReason>>
  /** Never repeated after silence; see `exchange`. */
  write(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Outcome<GraphAnswer, GraphReason>>
}

/** A conversation with one tenant's Graph, signed in. A token refused mid-reading is asked for once more. */
export const openSession = (graphBase: string, signIn: SignIn, line: Line): Session => {
  const ask = async (
    method: WireRequest['method'],
    url: string,
    body?: unknown,
  ): Promise<Outcome<GraphAnswer, GraphReason>> => {
    const token = await signIn.token()
    if (!token.ok) return token
    const first = await exchange(wireRequest(method, url, token.value, body), line)
    if (!first.ok || first.value.status !== 401) return understood(first, method, url)
    const renewed = await signIn.renewed(token.value)
    if (!renewed.ok) return renewed
    return understood(await exchange(wireRequest(method, url, renewed.value, body), line), method, url)
  }
  return {
    graphBase,
    get: async (address) => {
      const link = pinnedLink(address.startsWith('/') ? graphBase + address : address, graphBase, graphBase)
      return link.ok ? ask('GET', link.value) : link
    },
    write: (method, path, body) => ask(method, graphBase + path, body),
  }
}

const wireRequest = (
  method: WireRequest['method'],
  url: string,
  token: string,
  body: unknown,
): WireRequest => ({
  method,
  url,
  headers: {
    authorization: `Bearer ${token}`,
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  repeatable: method === 'GET',
})

const understood = (
  outcome: Outcome<WireAnswer, GraphReason>,
  method: WireRequest['method'],
  url: string,
): Outcome<GraphAnswer, GraphReason> => {
  if (!outcome.ok) return outcome
  const { status, text, requestId, at } = outcome.value
  const isDone = status >= 200 && status < 300
  const body = isDone && text.trim() !== '' ? parsedJson(text) : null
  if (body === undefined) return graphRefusal('malformedAnswer', { host: hostOf(url) })
  return done({ method, url, status, body, error: isDone ? null : graphErrorOf(text), requestId, at })
}

/**
 * The refusal an unwanted status stands for. Branches on status and code; text is only searched to name
 * permissions and to recognise two kinds of 400 that have no code of their own.
 * `permissions` are named where a 403 names none.
 */
export const refusalOf = (answer: GraphAnswer, permissions: readonly string[]): GraphRefusal => {
  const { status } = answer
  const { code, words } = answer.error ?? { code: '', words: '' }
  if (status === 401) return graphRefusal('signInRefused', { code: code || '401' })
  if (status === 403) {
    const named = permissionsNamedIn(words)
    return graphRefusal('missingPermission', { permissions: (named.length ? named : permissions).join(', ') })
  }
  if (status === 404) return graphRefusal('notFound')
  if (status >= 500) return graphRefusal('serverFault', { status })
  if (status === 400 && tellsOfNoIntune(words)) return graphRefusal('noIntuneLicence')
  if (status === 400 && answer.method !== 'GET' && asksForApproval(words)) {
    return graphRefusal('multiAdminApproval')
  }
  return graphRefusal('refusedByMicrosoft', { status, code: code || String(status) })
}
