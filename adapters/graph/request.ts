import { randomUUID } from 'node:crypto'
import { fetch, type Response } from 'undici'
import { outbound, PrivateAddress } from '#adapters/outbound.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { hostOf } from './next-link.ts'
import type { Pace } from './pace.ts'
import { type GraphReason, type GraphRefusal, graphRefusal } from './reason.ts'
import { backoffMs, type Limits, retryAfterMs, type Timing } from './timing.ts'

/** `repeatable`: asking twice does no more than asking once, so a lost answer may be asked for again. */
export type WireRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  repeatable: boolean
}

/** A whole answer of any status. `at` is our clock, ISO 8601. */
export type WireAnswer = {
  status: number
  headers: Pick<Headers, 'get' | 'has'>
  text: string
  requestId: string
  at: string
}

export type Line = {
  signal: AbortSignal
  timing: Timing
  limits: Limits
  pace: Pace
  /** Told before each wait that the other side asks for, so that people can be told. */
  onWait?: ((until: Date) => Promise<void>) | undefined
  /** Asked before each write, and every other second while one waits: what nobody wants any more is not sent. */
  isWanted?: (() => Promise<boolean>) | undefined
}

type Attempt =
  | { kind: 'answered'; answer: WireAnswer }
  | { kind: 'silent'; refusal: GraphRefusal }
  | { kind: 'final'; refusal: GraphRefusal }

/**
 * One exchange with Microsoft, with patience: 429, 503 and 504 are waited out as "Microsoft Graph throttling
 * guidance" asks (`Retry-After`, else exponential backoff). A write is repeated only where the answer says it
 * was not carried out (429, or 503 with `Retry-After`): after silence the caller must look at the state first.
 * A write that is no longer wanted is given up before it is sent, never in the middle. Redirects are refused, for they would carry the token elsewhere. Returns answers of every other status.
 */
export const exchange = async (
  request: WireRequest,
  line: Line,
): Promise<Outcome<WireAnswer, GraphReason>> => {
  const { pace, signal } = line
  const isWanted = (request.method !== 'GET' && line.isWanted) || always
  const sleep = (ms: number) => sleepWhileWanted(ms, isWanted, line)
  let waitedMs = 0
  try {
    for (let tried = 1; ; tried += 1) {
      await pace.turn(request.method, request.url, sleep)
      if (!(await isWanted())) return graphRefusal('withdrawn')
      const attempt = await attemptOnce(request, line)
      if (attempt.kind === 'final') return attempt.refusal

      const wait = waitBeforeNextTry(attempt, request, tried, line)
      if (wait === null || waitedMs + wait > line.limits.totalWaitMs) return conclusion(attempt, line)
      waitedMs += wait
      if (attempt.kind === 'answered' && attempt.answer.status === 429) pace.hold(request.url, wait)
      if (asksToWait(attempt)) await line.onWait?.(new Date(line.timing.now() + wait))
      await sleep(wait)
    }
  } catch (error) {
    if (signal.aborted) return graphRefusal('cancelled')
    if (error instanceof Withdrawn) return graphRefusal('withdrawn')
    throw error
  }
}

const always = async (): Promise<boolean> => true

/** Carries out of a wait that nobody wants any more what it was for. */
class Withdrawn extends Error {}

const askWantedMs = 2000

const sleepWhileWanted = async (
  ms: number,
  isWanted: () => Promise<boolean>,
  { timing, signal }: Line,
): Promise<void> => {
  const until = timing.elapsed() + ms
  for (let left = ms; left > 0; left = until - timing.elapsed()) {
    await timing.sleep(isWanted === always ? left : Math.min(left, askWantedMs), signal)
    if (!(await isWanted())) throw new Withdrawn()
  }
}

/** A 429, with or without a time; and what names one. */
const asksToWait = (attempt: Attempt): boolean =>
  attempt.kind === 'answered' && (attempt.answer.status === 429 || attempt.answer.headers.has('retry-after'))

const conclusion = (
  attempt: Exclude<Attempt, { kind: 'final' }>,
  { timing }: Line,
): Outcome<WireAnswer, GraphReason> => {
  if (attempt.kind === 'silent') return attempt.refusal
  const { status, headers } = attempt.answer
  if (status !== 429) return done(attempt.answer)
  const asked = retryAfterMs(headers.get('retry-after'), timing.now()) ?? 0
  return graphRefusal('throttled', { seconds: Math.ceil(asked / 1000) })
}

const busyStatuses = new Set([429, 500, 502, 503, 504])

/** Milliseconds, or null when there is no next try. */
const waitBeforeNextTry = (
  attempt: Exclude<Attempt, { kind: 'final' }>,
  request: WireRequest,
  tried: number,
  { limits, timing }: Line,
): number | null => {
  const backoff = backoffMs(tried, timing.random())
  if (attempt.kind === 'silent') return request.repeatable && tried < limits.silentTries ? backoff : null

  const { status, headers } = attempt.answer
  if (!busyStatuses.has(status) || tried >= limits.busyTries) return null
  const asked = retryAfterMs(headers.get('retry-after'), timing.now())
  const wasNotCarriedOut = status === 429 || (status === 503 && asked !== null)
  if (!request.repeatable && !wasNotCarriedOut) return null
  // A bare 500 or 502 is seldom load: two more tries tell a hiccup from a fault.
  if ((status === 500 || status === 502) && tried >= limits.silentTries) return null
  // A date a little in the past, or 0, is no leave to ask again at once: clocks differ by seconds.
  return Math.max(asked ?? 0, backoff)
}

const attemptOnce = async (request: WireRequest, { signal, timing, limits }: Line): Promise<Attempt> => {
  const host = hostOf(request.url)
  const timeout = AbortSignal.timeout(limits.requestMs)
  const ownId = randomUUID()
  let headersArrived = false
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', ...request.headers, 'client-request-id': ownId },
      body: request.body ?? null,
      redirect: 'manual',
      dispatcher: outbound(),
      signal: AbortSignal.any([signal, timeout]),
    })
    headersArrived = true
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      const location = response.headers.get('location') ?? ''
      const target = URL.canParse(location, request.url) ? new URL(location, request.url).host : host
      return { kind: 'final', refusal: graphRefusal('foreignLink', { host: target }) }
    }
    const text = await bodyText(response, limits.bodyBytes)
    if (text === null) return { kind: 'final', refusal: graphRefusal('malformedAnswer', { host }) }
    const requestId = response.headers.get('request-id') ?? ownId
    const at = new Date(timing.now()).toISOString()
    return {
      kind: 'answered',
      answer: { status: response.status, headers: response.headers, text, requestId, at },
    }
  } catch (error) {
    if (signal.aborted) return { kind: 'final', refusal: graphRefusal('cancelled') }
    if (timeout.aborted) {
      const seconds = Math.ceil(limits.requestMs / 1000)
      return { kind: 'silent', refusal: graphRefusal('timedOut', { host, seconds }) }
    }
    // fetch reports every failure of the network as a TypeError; anything else is a fault of ours.
    if (!(error instanceof TypeError)) throw error
    if (error.cause instanceof PrivateAddress) {
      return {
        kind: 'final',
        refusal: graphRefusal('privateAddress', { host, address: error.cause.address }),
      }
    }
    const reason = headersArrived ? 'malformedAnswer' : 'unreachable'
    return { kind: 'silent', refusal: graphRefusal(reason, { host }) }
  }
}

/** The body as text without a byte order mark, or null when it is larger than `most` bytes. */
const bodyText = async (response: Response, most: number): Promise<string | null> => {
  if (!response.body) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
