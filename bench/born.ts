import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'

const readyWithinMs = 180_000

/** Runs a script of ours to its end. */
export const run = async (
  parameters: string[],
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
): Promise<void> => {
  const [code] = await once(born(parameters, environment, signal), 'exit')
  if (code !== 0) throw new Error(`${parameters[0]} ended with exit code ${code}.`)
}

/** A script of ours as a process of its own, as in production. */
export const born = (
  parameters: string[],
  environment: Record<string, string | undefined>,
  signal: AbortSignal,
): ChildProcess =>
  spawn(process.execPath, parameters, {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
    signal,
    killSignal: 'SIGTERM',
  })

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/sign-in`, { redirect: 'manual' }).then(
    async (response) => {
      await response.body?.cancel()
      return true
    },
    () => false,
  )

/** Waits for the first answer of a server at `url`, and ends it where none comes. */
export const answered = async (child: ChildProcess, url: string): Promise<void> => {
  const hasEnded = once(child, 'exit').then(() => true)
  const until = Date.now() + readyWithinMs
  while (!(await answers(url))) {
    if (Date.now() > until || (await Promise.race([hasEnded, delay(10, false)]))) {
      child.kill('SIGTERM')
      throw new Error(`${child.spawnargs[1]} did not answer.`)
    }
  }
}
