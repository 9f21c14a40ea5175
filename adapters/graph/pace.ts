import type { Timing } from './timing.ts'

/**
 * Requests one application may make of one tenant's Intune in 20 seconds, from "Microsoft Graph service-specific
 * throttling limits", by area: `any` counts writes too. We keep to four fifths, because clocks and counts differ.
 * Enrolment tokens are listed under no area; they are taken for the narrower one.
 */
const windowMs = 20_000
const share = 0.8
const budgets = {
  devices: { any: 2000 * share, write: 200 * share },
  enrolment: { any: 1000 * share, write: 100 * share },
  applications: { any: 1000 * share, write: 100 * share },
  auditing: { any: 1000 * share, write: 100 * share },
} as const
type Area = keyof typeof budgets

const areaOf = (url: string): Area | null => {
  if (/\/auditEvents\b/.test(url)) return 'auditing'
  if (/\/mobileApps\b/.test(url)) return 'applications'
  if (/\/(?:vppTokens|depOnboardingSettings)\b/.test(url)) return 'enrolment'
  return /\/deviceManagement\b/.test(url) ? 'devices' : null
}

/** Keeps the requests of one application to one tenant below Microsoft's budgets, however many collections ask. */
export type Pace = {
  /** Waits by `sleep` until this request may go out. */
  turn(method: string, url: string, sleep: (ms: number) => Promise<void>): Promise<void>
  /** Microsoft asked one request of an area to wait: the others wait with it. Milliseconds from now. */
  hold(url: string, ms: number): void
}

/** The moments of the last requests: the next one waits until the oldest of them has left the window. */
const openWindow = (most: number) => {
  const moments = new Float64Array(Math.floor(most)).fill(Number.NEGATIVE_INFINITY)
  let oldest = 0
  return {
    freeAt: (): number => (moments[oldest] ?? 0) + windowMs,
    take: (moment: number): void => {
      moments[oldest] = moment
      oldest = (oldest + 1) % moments.length
    },
  }
}

export const openPace = (timing: Timing): Pace => {
  const open = ({ any, write }: { any: number; write: number }) => ({
    any: openWindow(any),
    write: openWindow(write),
    heldUntil: 0,
  })
  const areas = {
    devices: open(budgets.devices),
    enrolment: open(budgets.enrolment),
    applications: open(budgets.applications),
    auditing: open(budgets.auditing),
  }
  return {
    turn: async (method, url, sleep) => {
      const name = areaOf(url)
      if (name === null) return
      const area = areas[name]
      const windows = method === 'GET' ? [area.any] : [area.any, area.write]
      // The place is taken before the wait, so that those who ask meanwhile come after it.
      const moment = Math.max(timing.elapsed(), area.heldUntil, ...windows.map((window) => window.freeAt()))
      for (const window of windows) window.take(moment)
      for (let until = moment; timing.elapsed() < until; until = Math.max(moment, area.heldUntil)) {
        await sleep(until - timing.elapsed())
      }
    },
    hold: (url, ms) => {
      const name = areaOf(url)
      if (name !== null) areas[name].heldUntil = Math.max(areas[name].heldUntil, timing.elapsed() + ms)
    },
  }
}
