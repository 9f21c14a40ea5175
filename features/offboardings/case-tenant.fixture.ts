import { afterAll, beforeAll, beforeEach } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { carriedOut, readWorld, type World } from './case.fixture.ts'
import { runOffboarding } from './run-offboarding.ts'

const minute = 60_000

/**
 * A sandbox for the tests of a file, and before each of them an organisation that has read it. Time is moved on by hand,
 * for the sandbox and for the run alike, so that nothing has to be slept through.
 */
export const useCaseTenant = (options: Omit<Parameters<typeof startSandbox>[0], 'now'>) => {
  let sandbox: Sandbox
  let world: World
  let later = 0
  const now = () => new Date(Date.now() + later)
  beforeAll(async () => {
    sandbox = await startSandbox({ ...options, now })
    setCloud({ loginUrl: sandbox.url, graphUrl: sandbox.url })
  })
  beforeEach(async () => {
    later = 0
    sandbox.control.reset()
    world = await readWorld()
  })
  afterAll(async () => {
    setCloud(null)
    await sandbox.close()
  })
  const once = (id: string, signal = new AbortController().signal) =>
    runOffboarding(world.clock, id, { signal, now })
  return {
    now,
    once,
    /** Lets so many milliseconds pass, */
    pass: (ms: number) => {
      later += ms
    },
    /** or is back at the present. */
    present: () => {
      later = 0
    },
    carryOut: (id: string) =>
      carriedOut(world, id, {
        once,
        wait: () => {
          later += minute
        },
      }),
    get sandbox() {
      return sandbox
    },
    get world() {
      return world
    },
  }
}
