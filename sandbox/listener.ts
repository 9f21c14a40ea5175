import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { AccessTokens } from './access-tokens.ts'
import type { Calls } from './calls.ts'
import { answerControl, type Control } from './control.ts'
import type { Faults } from './faults.ts'
import { refusalOf, sendSpoilt } from './faulty-answers.ts'
import { badRequest, errorBody, GraphRefusal } from './graph/refusal.ts'
import { answerGraph, graphPath, isIntune } from './graph/router.ts'
import { type Reply, readBody, send } from './http.ts'
import { parseJson } from './json.ts'
import type { OpenId } from './openid/provider.ts'
import type { SignIn } from './sign-in.ts'
import type { State } from './state.ts'

type Parts = {
  origin: () => string
  state: State
  tokens: AccessTokens
  signIn: SignIn
  openId: OpenId
  faults: Faults
  calls: Calls
  control: Control
  warn: (sentence: string) => void
}

const controlPrefix = '/_sandbox/'

/** A web page open in the same machine's browser must not reach the controls, also not by DNS rebinding. */
const mayControl = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')

/** One request: the sign-in of people, the controls, else a planned fault, else sign-in of applications or Graph. */
export const makeListener = (parts: Parts) => {
  const { origin, state, tokens, signIn, openId, faults, calls, control, warn } = parts
  const answerTruly = async (request: IncomingMessage, url: URL, body: string): Promise<Reply> => {
    const tenant = signIn.tenantIn(url.pathname)
    if (tenant !== null && request.method === 'POST') return signIn.answer(tenant, body)
    const graph = graphPath(url.pathname)
    if (!graph) return { status: 404, body: { error: 'There is nothing at this address.' } }
    const parsed = body === '' ? null : parseJson(body)
    if (parsed === undefined) throw badRequest('Unable to read JSON request payload.')
    return answerGraph({
      ...graph,
      method: request.method ?? 'GET',
      presented: await tokens.check(request.headers.authorization),
      state,
      origin: origin(),
      query: url.searchParams,
      body: parsed,
    })
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', origin())
    if (openId.holds(url.pathname)) return openId.answer(request, response)
    const method = request.method ?? 'GET'
    const body = await readBody(request)
    if (url.pathname.startsWith(controlPrefix)) {
      const name = url.pathname.slice(controlPrefix.length)
      const reply = mayControl(request)
        ? answerControl(control, method, name, parseJson(body))
        : { status: 403, body: { error: 'The controls are for this machine only.' } }
      send(response, reply)
      return
    }

    const query = decodeURIComponent(url.search.slice(1).replaceAll('+', '%20'))
    const record = (status: number) =>
      calls.record({ at: state.now().toISOString(), method, path: url.pathname, query, status })
    const ids = {
      request: randomUUID(),
      client: String(request.headers['client-request-id'] ?? randomUUID()),
    }
    const headers = { 'request-id': ids.request, 'client-request-id': ids.client }
    const graph = graphPath(url.pathname)
    const fault = faults.next({
      line: `${method} ${url.pathname}?${query}`,
      isGraph: graph !== null,
      isIntune: graph !== null && isIntune(graph.path),
      isWrite: method !== 'GET',
    })
    // The caller's own time limit ends this one.
    if (fault?.kind === 'hang') return record(0)
    try {
      if (fault?.kind === 'expireToken') tokens.expire(request.headers.authorization)
      const refusal = fault && refusalOf(fault)
      if (refusal) throw refusal
      const reply = await answerTruly(request, url, body)
      record(reply.status)
      if (fault?.kind === 'slow') await delay(fault.seconds * 1000)
      if (fault && fault.kind !== 'slow') sendSpoilt(response, fault, reply)
      else send(response, { ...reply, headers: { ...headers, ...reply.headers } })
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error
      record(error.status)
      const refusal = errorBody(error, ids, state.now())
      send(response, { status: error.status, body: refusal, headers: { ...headers, ...error.headers } })
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((error: unknown) => {
      if (error instanceof URIError)
        send(response, { status: 400, body: { error: 'The address is malformed.' } })
      else {
        warn(`The sandbox could not answer ${request.method} ${request.url}: ${String(error)}`)
        response.destroy()
      }
    })
  }
}
