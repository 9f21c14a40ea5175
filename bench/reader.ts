import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ReaderAnswer, ReaderJob } from './contenders/reader.ts'

/** A process that carries readings out once. */
export type Reader = {
  start(job: ReaderJob): Promise<void>
  /** What came of each; null when it ended without a word, as when it was killed. */
  answers: Promise<ReaderAnswer[] | null>
  /** Kills it where it stands (SIGKILL). */
  kill(): Promise<void>
}

/** Begins to load at once and waits for its job. It ends with it, or with us. */
export const openReader = (environment: NodeJS.ProcessEnv): Reader => {
  const child = fork(fileURLToPath(new URL('contenders/reader.ts', import.meta.url)), [], {
    env: environment,
    execArgv: ['--disable-warning=DeprecationWarning'],
    // Standard output is for the result of a bench alone.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const ended = once(child, 'exit')
  const ready = once(child, 'message')
  const told = ready.then(() => once(child, 'message'))
  const answers = Promise.race([told.then(([message]): ReaderAnswer[] => message), ended.then(() => null)])
  return {
    start: async (job) => {
      await ready
      child.send(job)
    },
    answers,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
