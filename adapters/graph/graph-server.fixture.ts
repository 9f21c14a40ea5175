import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { cloudUrls } from '#domain/cloud.ts'
import type { OpenTenant } from './tenant-reader.ts'
import type { Timing } from './timing.ts'

export type Call = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  body: string
}
export type Reply = {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  text?: string
  /** Takes over the response, to break it. */
  raw?: (response: ServerResponse) => void
}
/** May hold its answer back. */
export type Handler = (call: Call) => Reply | Promise<Reply>

/** A real HTTP server for one test; it answers a token unless the handler answers the token path itself. */
export const startGraph = async (
  handler: Handler,
  { basePath = '' }: { basePath?: string } = {},
): Promise<{ url: string; calls: Call[]; graphCalls: () => Call[] }> => {
  const calls: Call[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const url = new URL(request.url ?? '/', 'http://server')
    const call: Call = {
      method: request.method ?? '',
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body,
    }
    calls.push(call)
    const said = await handler(call)
    const reply = call.path.endsWith('/token') ? (tokenOf(said) ?? token()) : said
    if (reply.raw) return reply.raw(response)
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers })
    response.end(reply.text ?? (reply.json === undefined ? '' : JSON.stringify(reply.json)))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const graphCalls = () => calls.filter((call) => !call.path.endsWith('/token'))
  return { url: `http://127.0.0.1:${port}${basePath}`, calls, graphCalls }
}

/** A handler that has nothing to say about the token path leaves it to the default. */
const tokenOf = (reply: Reply): Reply | null => (reply.status === 404 ? null : reply)

/** An unsigned JWT is enough: Pomona reads its roles and never judges its signature. */
export const accessToken = (roles: unknown, serial = 0, tid?: string): string =>
  ['{"alg":"none"}', JSON.stringify({ roles, serial, tid }), 'x']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

export const token = (value = accessToken(['DeviceManagementApps.Read.All']), expiresIn = 3599): Reply => ({
  json: { token_type: 'Bearer', expires_in: expiresIn, access_token: value },
})

export const graphError = (status: number, code: string, message = code): Reply => ({
  status,
  json: { error: { code, message, innerError: { 'request-id': 'r-1' } } },
})

export const nothing: Reply = graphError(404, 'ResourceNotFound')

/** A clock that moves only when somebody sleeps, so that patience is measured and not spent. */
export const testTiming = (): Timing & {
  slept: number[]
  advance(ms: number): void
  /** How far the clock is from the true time. */
  setClock(ms: number): void
} => {
  let now = Date.parse('2026-11-22T08:00:00Z')
  let set = 0
  const slept: number[] = []
  return {
    slept,
    advance: (ms) => {
      now += ms
    },
    now: () => now + set,
    elapsed: () => now,
    setClock: (ms) => {
      set = ms
    },
    sleep: async (ms, signal) => {
      signal.throwIfAborted()
      slept.push(ms)
      now += ms
    },
    random: () => 0,
  }
}

export const requestFor = (url: string, more: Partial<OpenTenant> = {}): OpenTenant => {
  const urls = cloudUrls('custom', { loginUrl: url, graphUrl: `${url}/` })
  if (!urls) throw new Error('a custom cloud was given')
  return {
    cloudUrls: urls,
    tenant: 'lindegaard.example',
    client: '7f0c0b52-0d5c-4b5e-9a43-0d4e5f6a7b8c',
    credential: { kind: 'secret', secret: 'fictional+&=é' },
    signal: new AbortController().signal,
    timing: testTiming(),
    ...more,
  }
}

/** The value of an outcome that has to be good. */
export const granted = <Value>(
  outcome: { ok: true; value: Value } | { ok: false; reason: string },
): Value => {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome.value
}
