import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import manifest from '../package.json' with { type: 'json' }

/**
 * What one contender did, as its own process saw it: seconds by the clock and of the processor, and the most memory it
 * ever held (VmHWM).
 */
export type Performance<Found> = {
  seconds: number
  processorSeconds: number
  peakBytes: number
  found: Found
}

export type Environment = NodeJS.ProcessEnv

export type RunContender = <Found>(
  name: string,
  job: unknown,
  environment: Environment,
  /** Node's, such as the worker runs with. */
  flags?: readonly string[],
) => Promise<Performance<Found>>

/** What `npm run worker` gives Node. */
export const workerFlags = manifest.scripts.worker.split(' ').filter((word) => word.startsWith('--'))

/**
 * Runs contenders, each in a process of its own, with a heap of its own and only the settings it is given; `born` is told
 * its id. It ends with its work, with us, or when the signal says so. Rejects where it fails.
 */
export const contenderRunner =
  (signal: AbortSignal, born: (pid: number) => void = () => {}): RunContender =>
  (name, job, environment, flags = []) =>
    new Promise((resolve, reject) => {
      const child = fork(
        fileURLToPath(new URL(`contenders/${name}.ts`, import.meta.url)),
        [JSON.stringify(job)],
        {
          env: environment,
          signal,
          execArgv: ['--disable-warning=DeprecationWarning', ...flags],
          // Standard output is for the result alone.
          stdio: ['ignore', 2, 2, 'ipc'],
        },
      )
      if (child.pid) born(child.pid)
      let told: Performance<never> | null = null
      child.on('message', (message: Performance<never>) => {
        told = message
      })
      child.once('error', reject)
      child.once('exit', (code, killedBy) => {
        if (told && code === 0) resolve(told)
        else reject(new Error(`The contender "${name}" failed (${killedBy ?? `exit code ${code}`}).`))
      })
    })
