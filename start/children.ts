import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { compileCache } from './compile-cache.ts'

export type Child = {
  /** Resolves when it has ended, with words for how. */
  ended: Promise<string>
  /** Asks it to end, and ends it by force after `patienceMs`. */
  end(patienceMs: number): Promise<void>
}

export type Program = {
  /** Arguments for Node: flags, a file, its arguments. */
  arguments: string[]
  environment: NodeJS.ProcessEnv
  /** Hears each line of standard output. */
  onLine?: (line: string) => void
}

/**
 * For children that hold a database connection. Prisma runs the nested selects of one query side by side, and inside a
 * transaction that is one connection: pg queues them as it should, and warns that its next major version will not.
 */
export const databaseFlags = ['--disable-warning=DeprecationWarning']

/**
 * For the worker: left to itself, Node lets garbage of pages being read grow to hundreds of megabytes before it looks
 * for any. A page of a thousand devices is about one.
 */
export const workerFlags = [...databaseFlags, '--max-semi-space-size=16', '--max-old-space-size=320']

const running = new Set<ChildProcess>()

/**
 * Starts a Node process that dies with this one. It leads a process group of its own, so that Ctrl-C reaches the
 * supervisor alone and children stop in the supervisor's order.
 */
export const startChild = ({ arguments: given, environment, onLine }: Program): Child => {
  const child = spawn(process.execPath, ['--import', './start/exit-with-parent.ts', ...given], {
    env: { NODE_COMPILE_CACHE: compileCache, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  })
  running.add(child)
  if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => onLine?.(line))
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`))
  })
  ended.then(() => running.delete(child))
  return {
    ended,
    end: async (patienceMs) => {
      signal(child, 'SIGTERM')
      const force = setTimeout(() => signal(child, 'SIGKILL'), patienceMs)
      await ended
      clearTimeout(force)
    },
  }
}

/** The whole group: a child may have children. */
const signal = (child: ChildProcess, name: NodeJS.Signals): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name)
  } catch {
    child.kill(name)
  }
}

/** No more patience: every child is killed where it stands. */
export const killChildren = (): void => {
  for (const child of running) signal(child, 'SIGKILL')
}

/** Long enough alive to count as well again. */
export const wellMs = 60_000
const longestPauseMs = 30_000

/** How long to wait before the next start, after so many short lives in a row. */
export const pauseMs = (failures: number): number => Math.min(1000 * 2 ** (failures - 1), longestPauseMs)

/** Keeps a program running: started again after it dies, at growing intervals. */
export const keepRunning = (
  start: () => Child,
  onEnd: (how: string, pauseSeconds: number) => void,
): { end: Child['end'] } => {
  let ending = false
  let failures = 0
  let child = start()
  let timer: NodeJS.Timeout | undefined
  const watch = (startedAt: number) => {
    child.ended.then((how) => {
      if (ending) return
      failures = Date.now() - startedAt > wellMs ? 1 : failures + 1
      const pause = pauseMs(failures)
      onEnd(how, pause / 1000)
      timer = setTimeout(() => {
        child = start()
        watch(Date.now())
      }, pause)
    })
  }
  watch(Date.now())
  return {
    end: async (patienceMs) => {
      ending = true
      clearTimeout(timer)
      await child.end(patienceMs)
    },
  }
}
