import { setTimeout as delay } from 'node:timers/promises'
import type { Account } from './account.ts'
import type { Instance, Processes } from './instance.ts'
import { fillVolume } from './volume.ts'

type Struck = { instance: Instance; account: Account; chance: () => number }

/** Something that goes wrong. It is over when the promise resolves; from then on the time to recover counts. */
export type ChaosFault = {
  name: string
  /** `graph`: Pomona itself is well; it has recovered when a reading finishes again. */
  recovers: 'instance' | 'graph'
  strike(struck: Struck): Promise<void>
  /** Why it cannot be struck here. */
  impossible?(instance: Instance): string | null
}

const lastsMs = 12_000
const hour = 3_600_000

const kill = (
  name: string,
  pick: (processes: Processes, chance: () => number) => number | null,
): ChaosFault => ({
  name,
  recovers: 'instance',
  strike: async ({ instance, chance }) => {
    const pid = pick(await instance.processes(), chance)
    if (pid === null) throw new Error(`Nothing to kill: ${name}.`)
    process.kill(pid, 'SIGKILL')
  },
})

const graph = (name: string, faults: readonly Parameters<Account['fault']>[0][]): ChaosFault => ({
  name,
  recovers: 'graph',
  strike: async ({ account }) => {
    for (const fault of faults) account.fault(fault)
  },
})

/** Reads, and the writes of a case; signing in is left alone. */
const [reads, removals, orders] = ['GET /', 'DELETE /', 'POST /beta/']

const clock = (name: string, shift: number): ChaosFault => ({
  name,
  recovers: 'graph',
  strike: async ({ instance }) => {
    await instance.shiftClock(shift)
    await delay(lastsMs)
    await instance.shiftClock(0)
  },
})

export const chaosFaults: readonly ChaosFault[] = [
  clock('clock two hours ahead and back', 2 * hour),
  clock('clock two hours behind and back', -2 * hour),
  kill('web server killed', ({ web }) => web),
  kill('worker killed', ({ worker }) => worker),
  kill('PostgreSQL killed', ({ server }) => server),
  kill(
    'one backend of PostgreSQL killed',
    ({ backends }, chance) => backends[Math.floor(chance() * backends.length)] ?? null,
  ),
  {
    name: 'PostgreSQL stopped in order',
    recovers: 'instance',
    strike: async ({ instance }) => {
      const { server } = await instance.processes()
      // Its fast shutdown (PostgreSQL, "Shutting Down the Server").
      if (server !== null) process.kill(server, 'SIGINT')
    },
  },
  {
    name: 'disk full',
    recovers: 'instance',
    impossible: ({ hasVolume }) =>
      hasVolume ? null : 'this account may not mount a file system to be filled',
    strike: async ({ instance, chance }) => {
      const makeRoom = await fillVolume(instance.folder)
      try {
        await delay(lastsMs / 2)
        // The log needs another file sooner or later; every other time it is now.
        if (chance() < 0.5) await instance.query('select pg_switch_wal()').catch(() => {})
        await delay(lastsMs / 2)
      } finally {
        await makeRoom()
      }
    },
  },
  graph('Graph answers 429', [
    { match: reads, kind: '429', times: 8, retryAfter: 2 },
    { match: removals, kind: '429', times: 3, retryAfter: 2 },
    { match: orders, kind: '429', times: 2, retryAfter: 2 },
  ]),
  graph('Graph answers 500', [
    { match: reads, status: 500, times: 4 },
    { match: removals, status: 500, times: 2 },
    { match: orders, status: 500, times: 2 },
  ]),
  graph('Graph answers garbage', [
    { match: reads, kind: 'garbage', times: 4 },
    { match: removals, kind: 'garbage', times: 2 },
    { match: orders, kind: 'garbage', times: 2 },
  ]),
  graph('Graph cuts its answers', [
    { match: reads, kind: 'halfPage', times: 4 },
    { match: removals, kind: 'halfPage', times: 2 },
    { match: orders, kind: 'halfPage', times: 2 },
  ]),
  graph('Graph answers slowly', [
    { match: reads, kind: 'slow', times: 8, seconds: 3 },
    { match: removals, kind: 'slow', times: 2, seconds: 5 },
    { match: orders, kind: 'slow', times: 2, seconds: 5 },
  ]),
  graph('Graph never answers', [
    { match: reads, kind: 'hang', times: 1 },
    { match: removals, kind: 'hang', times: 1 },
    { match: orders, kind: 'hang', times: 1 },
  ]),
]
