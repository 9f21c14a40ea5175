import { afterAll, beforeAll, beforeEach } from 'vitest'
import { setCloud } from '#adapters/env.ts'
import { type Sandbox, startSandbox } from '#sandbox/server.ts'
import { carriedOut, confirmed, must, readWorld, type World } from './case.fixture.ts'
import { retryTask } from './run-commands.ts'
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
  const carryOut = (id: string) =>
    carriedOut(world, id, {
      once,
      wait: () => {
        later += minute
      },
    })
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
    carryOut,
    /** A case whose enrolment token is gone: what people do meanwhile at Apple and in Intune is done. */
    endEnrolment: async (name: string): Promise<string> => {
      const { externalId } = await world.connection(name)
      const id = await confirmed(world, name)
      for (const what of ['retireDevices', 'unassignAtApple']) {
        const { tasks } = await carryOut(id)
        sandbox.control.change({ [what]: externalId })
        const stuck = tasks.find(({ state }) => state === 'needsAttention')
        if (stuck) must(await retryTask(world.actors.admin, id, stuck.position))
      }
      const { state } = await carryOut(id)
      if (state !== 'awaitingAccount') throw new Error(`the case is ${state}`)
      return id
    },
    get sandbox() {
      return sandbox
    },
    get world() {
      return world
    },
  }
}
