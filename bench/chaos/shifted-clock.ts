import { readFileSync } from 'node:fs'

/**
 * Loaded before a process of Pomona, by its URL with `?file=` in it: moves the clock that JavaScript reads by as many
 * milliseconds as that file says at the moment. Timers go on as they do on a machine whose clock is set; PostgreSQL,
 * which reads the machine's own, is on another clock from then on.
 */
const file = new URL(import.meta.url).searchParams.get('file') ?? ''
const lookEveryMs = 100

let shift = 0
const look = (): void => {
  try {
    shift = Number(readFileSync(file, 'utf8')) || 0
  } catch {
    shift = 0
  }
}
look()
setInterval(look, lookEveryMs).unref()

const now = Date.now
globalThis.Date = new Proxy(Date, {
  construct: (real, given: unknown[], target) =>
    Reflect.construct(real, given.length === 0 ? [now() + shift] : given, target),
  apply: () => new Date().toString(),
  get: (real, name, receiver) => (name === 'now' ? () => now() + shift : Reflect.get(real, name, receiver)),
})
