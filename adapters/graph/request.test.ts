import { describe, expect, test } from 'vitest'
import { type Handler, startGraph, testTiming } from './graph-server.fixture.ts'
import { openPace } from './pace.ts'
import { exchange, type WireRequest } from './request.ts'
import { defaultLimits, type Limits } from './timing.ts'

const send = async (
  handler: Handler,
  {
    request = {},
    limits = {},
    signal = new AbortController().signal,
    isWanted,
  }: {
    request?: Partial<WireRequest>
    limits?: Partial<Limits>
    signal?: AbortSignal
    isWanted?: () => Promise<boolean>
  } = {},
) => {
  const server = await startGraph(handler)
  const timing = testTiming()
  const told: string[] = []
  const onWait = async (until: Date) => {
    told.push(`${until.toISOString()} after ${timing.slept.length} waits`)
  }
  const outcome = await exchange(
    { method: 'GET', url: `${server.url}/v1.0/organization`, headers: {}, repeatable: true, ...request },
    { signal, timing, limits: { ...defaultLimits, ...limits }, pace: openPace(timing), onWait, isWanted },
  )
  return { outcome, told, slept: timing.slept, calls: server.calls }
}

/** Answers the given replies in order, and 200 once they are used up. */
const inOrder = (...replies: ReturnType<Handler>[]): Handler => {
  const left = [...replies]
  return () => left.shift() ?? { json: { value: [] } }
}
const busy = (status: number, retryAfter?: string) => ({
  status,
  ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
})
const write = { method: 'DELETE', repeatable: false } as const

describe('a write that nobody wants any more', () => {
  test('is not sent', async () => {
    const { outcome, calls } = await send(inOrder(), { request: write, isWanted: async () => false })
    expect(outcome).toEqual({ ok: false, reason: 'withdrawn' })
    expect(calls).toEqual([])
  })

  test('is given up within two seconds of a wait, and not sent again', async () => {
    let asked = 0
    const isWanted = async () => {
      asked += 1
      return asked < 4
    }
    const { outcome, calls, slept } = await send(inOrder(busy(429, '600')), {
      limits: { totalWaitMs: 900_000 },
      request: write,
      isWanted,
    })
    expect(outcome).toEqual({ ok: false, reason: 'withdrawn' })
    expect(calls).toHaveLength(1)
    expect(slept).toEqual([2000, 2000, 2000])
  })

  test('is nobody’s question where one only reads', async () => {
    const { outcome } = await send(inOrder(busy(429, '7')), { isWanted: async () => false })
    expect(outcome).toMatchObject({ ok: true })
  })
})

describe('patience', () => {
  test('a busy service is waited for as long as it asks, in seconds or until a date', async () => {
    const { outcome, slept } = await send(
      inOrder(busy(429, '7'), busy(503, 'Sun, 22 Nov 2026 08:00:30 GMT'), busy(504)),
    )
    expect(outcome).toMatchObject({ ok: true, value: { status: 200 } })
    expect(slept).toEqual([7000, 23_000, 1000])
  })

  test('a wait that the service asks for is told before it begins, with its end; one of our own is not', async () => {
    const { told, slept } = await send(inOrder(busy(429, '15'), busy(504), busy(503, '5')))
    expect(slept).toEqual([15_000, 500, 5000])
    expect(told).toEqual(['2026-11-22T08:00:15.000Z after 0 waits', '2026-11-22T08:00:20.500Z after 2 waits'])
  })

  test('without Retry-After the waits double', async () => {
    const { slept } = await send(inOrder(busy(429), busy(429), busy(429), busy(429)))
    expect(slept).toEqual([250, 500, 1000, 2000])
  })

  test('a service that stays busy is given up after a bounded number of tries', async () => {
    const { outcome, calls } = await send(() => busy(429, '2'))
    expect(outcome).toEqual({ ok: false, reason: 'throttled', values: { seconds: 2 } })
    expect(calls).toHaveLength(defaultLimits.busyTries)
  })

  test('a wait beyond the limit is not begun', async () => {
    const { outcome, slept } = await send(() => busy(429, '3600'))
    expect(outcome).toMatchObject({ reason: 'throttled', values: { seconds: 3600 } })
    expect(slept).toEqual([])
  })

  test('a write is repeated only where the answer says it was not carried out', async () => {
    const throttled = await send(inOrder(busy(429, '1'), busy(503, '1')), { request: write })
    expect(throttled.calls).toHaveLength(3)
    for (const status of [500, 502, 503, 504]) {
      const ambiguous = await send(inOrder(busy(status)), { request: write })
      expect(ambiguous.outcome).toMatchObject({ ok: true, value: { status } })
      expect(ambiguous.calls).toHaveLength(1)
    }
  })
})

describe('silence', () => {
  const silent: Handler = () => ({ raw: () => {} })

  test('an answer that does not come in time is a refusal, asked for again only when reading', async () => {
    const limits = { requestMs: 400 }
    const read = await send(silent, { limits })
    expect(read.outcome).toMatchObject({ ok: false, reason: 'timedOut' })
    expect(read.calls).toHaveLength(defaultLimits.silentTries)
    const written = await send(silent, { limits, request: write })
    expect(written.outcome).toMatchObject({ ok: false, reason: 'timedOut' })
    expect(written.calls).toHaveLength(1)
  })

  test('the caller can cancel while waiting for an answer and before asking', async () => {
    const controller = new AbortController()
    const during = await send(
      () => {
        controller.abort()
        return { raw: () => {} }
      },
      { signal: controller.signal },
    )
    expect(during.outcome).toEqual({ ok: false, reason: 'cancelled' })
    const before = await send(silent, { signal: AbortSignal.abort() })
    expect(before.outcome).toEqual({ ok: false, reason: 'cancelled' })
    expect(before.calls).toHaveLength(0)
  })

  test('the caller can cancel while a busy service is waited for', async () => {
    const controller = new AbortController()
    const { outcome } = await send(
      () => {
        setImmediate(() => controller.abort())
        return busy(429, '5')
      },
      { signal: controller.signal, limits: { busyTries: 1000, totalWaitMs: 1e9 } },
    )
    expect(outcome).toEqual({ ok: false, reason: 'cancelled' })
  })

  test('a server that is not there is unreachable', async () => {
    const { outcome } = await send(() => ({}), { request: { url: 'http://127.0.0.1:1/v1.0/organization' } })
    expect(outcome).toMatchObject({ ok: false, reason: 'unreachable', values: { host: '127.0.0.1:1' } })
  })
})

describe('what comes back', () => {
  test('half an answer is malformed, and whole again when asked for again', async () => {
    const half = () => ({
      raw: (response: import('node:http').ServerResponse) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('{"value":[', () => response.destroy())
      },
    })
    expect((await send(half)).outcome).toMatchObject({ ok: false, reason: 'malformedAnswer' })
    expect((await send(inOrder(half()))).outcome).toMatchObject({ ok: true, value: { text: '{"value":[]}' } })
  })

  test('a body larger than the limit is not taken in', async () => {
    const { outcome } = await send(() => ({ text: 'x'.repeat(2000) }), { limits: { bodyBytes: 1000 } })
    expect(outcome).toMatchObject({ ok: false, reason: 'malformedAnswer' })
  })

  test('a redirect is refused, not followed', async () => {
    const { outcome, calls } = await send(() => busyRedirect)
    expect(outcome).toEqual({ ok: false, reason: 'foreignLink', values: { host: 'elsewhere.example' } })
    expect(calls).toHaveLength(1)
  })
  const busyRedirect = { status: 302, headers: { location: 'https://elsewhere.example/collect' } }

  test('each request carries an id of its own, and the answer keeps the service’s', async () => {
    const { outcome, calls } = await send(() => ({ headers: { 'request-id': 'graph-7' }, json: {} }))
    expect(outcome).toMatchObject({ value: { requestId: 'graph-7', at: '2026-11-22T08:00:00.000Z' } })
    expect(calls[0]?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
