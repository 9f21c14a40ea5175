import { startSandbox } from '#sandbox/server.ts'
import { openState } from '#sandbox/state.ts'
import type { Truth } from '#sandbox/truth.ts'

/** A change that the stand-in carried out for somebody who called it. */
export type Effect = { verb: string; ids: readonly string[] }

/** What a right reading counts, from this moment on (`performance.now`). */
export type TruthSince = { since: number; truth: Truth }

const lookEveryMs = 100

/**
 * A stand-in for Microsoft's sign-in and Graph that keeps its own account: each change it carried out, answered or not,
 * and what a right reading would have counted at every moment.
 */
export const openAccount = async (devices: number) => {
  const held = openState({
    stateFile: undefined,
    devices,
    now: () => new Date(),
    revocationLasts: 1500,
    warn: () => {},
  })
  let effects: Effect[] = []
  let truths: TruthSince[] = []
  const note = (): void => {
    const truth = held.truth()
    const last = truths.at(-1)
    if (last && JSON.stringify(last.truth) === JSON.stringify(truth)) return
    truths.push({ since: performance.now(), truth })
  }
  const sandbox = await startSandbox({
    throttleEvery: 97,
    state: {
      ...held,
      change: (verb, ids, body) => {
        held.change(verb, ids, body)
        effects.push({ verb, ids })
        note()
      },
    },
  })
  const timer = setInterval(note, lookEveryMs)
  return {
    url: sandbox.url,
    fault: sandbox.control.fault,
    effects: (): readonly Effect[] => effects,
    truths: (): readonly TruthSince[] => truths,
    /** The tenant as on its first day, and an account that begins anew. */
    reset: (): void => {
      sandbox.control.reset()
      effects = []
      truths = []
      note()
    },
    close: async () => {
      clearInterval(timer)
      await sandbox.close()
    },
  }
}
export type Account = Awaited<ReturnType<typeof openAccount>>
