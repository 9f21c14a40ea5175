import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What one contender did, as its own process saw it. `peakBytes` is the most memory it ever held (VmHWM). */
export type Performance<Found> = { seconds: number; peakBytes: number; found: Found }

export type Environment = NodeJS.ProcessEnv

export type RunContender = <Found>(
  name: string,
  job: unknown,
  environment: Environment,
) => Promise<Performance<Found>>

/**
 * Runs contenders, each in a process of its own, with a heap of its own and only the settings it is given. It ends with
 * its work, with us, or when the signal says so. Rejects where it fails.
 */
export const contenderRunner =
  (signal: AbortSignal): RunContender =>
  (name, job, environment) =>
    new Promise((resolve, reject) => {
      const child = fork(
        fileURLToPath(new URL(`contenders/${name}.ts`, import.meta.url)),
        [JSON.stringify(job)],
        {
          env: environment,
          signal,
          execArgv: ['--disable-warning=DeprecationWarning'],
          // Standard output is for the result alone.
          stdio: ['ignore', 2, 2, 'ipc'],
        },
      )
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
