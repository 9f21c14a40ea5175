import { setTimeout as delay } from 'node:timers/promises'

/** Clock, waiting and chance, so that tests of patience need no patience. Times are milliseconds. */
export type Timing = {
  now(): number
  /** For waits: since some moment, on a clock that nobody sets. */
  elapsed(): number
  /** Rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** From 0 up to, not including, 1. */
  random(): number
}

export const realTiming: Timing = {
  now: Date.now,
  elapsed: () => performance.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal })
  },
  random: Math.random,
}

/** How long to try, and how much to take in. The defaults suit a job that nobody sits and waits for. */
export type Limits = {
  /** One request, headers and body together. */
  requestMs: number
  /** Requests made at most when the other side answers that it is busy or failing. */
  busyTries: number
  /** Requests made at most when no whole answer comes. A wrong address should be told soon. */
  silentTries: number
  /** All waits between the tries of one request together. */
  totalWaitMs: number
  /** The largest body read; a page of 1,000 devices is about 1 MB. */
  bodyBytes: number
}

export const defaultLimits: Limits = {
  requestMs: 60_000,
  busyTries: 8,
  silentTries: 3,
  totalWaitMs: 300_000,
  bodyBytes: 64 * 1024 * 1024,
}

const firstBackoffMs = 500
const longestBackoffMs = 30_000

/**
 * How long the other side asked us to wait, in milliseconds; null when it did not say or not readably.
 * `Retry-After` is a number of seconds or an HTTP date (RFC 9110, section 10.2.3).
 */
export const retryAfterMs = (header: string | null, now: number): number | null => {
  const text = header?.trim()
  if (!text) return null
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1000)
  const until = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(until) ? null : Math.max(0, until - now)
}

/** Exponential, with the upper half left to chance so that clients do not return in step. `tried` starts at 1. */
export const backoffMs = (tried: number, random: number): number => {
  const full = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (tried - 1))
  return Math.round(full / 2 + (full / 2) * random)
}
