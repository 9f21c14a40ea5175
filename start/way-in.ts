import { randomUUID } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { clientAddress } from '#adapters/client-address.ts'
import type { Settings } from '#adapters/env.ts'
import { log } from '#adapters/log.ts'
import { sessionCookie, sessionIdIn } from '#adapters/session-cookie.ts'
import { answerHeaders } from './answer-headers.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** The methods that anything here answers; what is meant for tracing and tunnels stays outside. */
const methods = ['GET', 'HEAD', 'POST']

/** Tells a request that Next sends to itself: only what came in here before can name what stands in it. */
const passedHeader = 'x-pomona-passed'

/** Many times the longest form of whoever is not signed in. */
const mostOfStrangers = 64 * 1024

const isLong = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > mostOfStrangers

const isSignedIn = async ({ headers }: IncomingMessage): Promise<boolean> => {
  const cookie = headers.cookie?.split('; ').find((each) => each.startsWith(`${sessionCookie().name}=`))
  return (await sessionIdIn(cookie?.split('=')[1])) !== null
}

/**
 * What every request passes before Next sees it. Next believes what a client says of proxies (X-Forwarded-For,
 * -Host and -Proto), and some of its own answers carry no header of ours.
 */
export const wayIn = (
  { url, proxies }: Pick<Settings, 'url' | 'proxies'>,
  handle: Handle,
): RequestListener => {
  const { host, protocol } = new URL(url)
  const always = new Map(Object.entries(answerHeaders(url)))
  const passed = randomUUID()

  /** With a proxy in front the address that people use, whatever it says; without one nothing. */
  const settleForwarded = ({ headers, socket }: IncomingMessage): void => {
    const forwarded = String(headers['x-forwarded-for'] ?? '')
    for (const name of Object.keys(headers)) if (/^(x-)?forwarded/.test(name)) delete headers[name]
    headers['x-forwarded-for'] = clientAddress(socket.remoteAddress ?? '', forwarded, proxies)
    if (proxies === 0) return
    headers['x-forwarded-host'] = host
    headers['x-forwarded-proto'] = protocol.slice(0, -1)
  }

  /** Next keeps the body of a form in memory, of up to 9 MB, before it looks whose it is: a stranger's is not let begin. */
  const answer: Handle = async (request, response) => {
    if (!isLong(request) || (await isSignedIn(request))) return handle(request, response)
    response.writeHead(413, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' })
    response.end('Sign in first. Connectez-vous d’abord.')
  }

  return (request, response) => {
    response.setHeaders(always)
    if (!methods.includes(request.method ?? '')) {
      response.writeHead(405, { Allow: methods.join(', ') }).end()
      return
    }
    // An action that was sent to another page's address Next sends on to itself, with the headers it came with.
    const isSentOn = request.headers[passedHeader] === passed
    if (!isSentOn) settleForwarded(request)
    request.headers[passedHeader] = passed
    const answers = isSentOn ? handle : answer
    answers(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'web server')
      response.destroy()
    })
  }
}
