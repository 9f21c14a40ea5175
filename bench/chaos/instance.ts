import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { readLock } from '#adapters/embedded-lock.ts'
import { derivedSecret } from '#adapters/env.ts'
import { freePort } from '#adapters/free-port.ts'
import type { Environment } from '../contender.ts'
import { mountVolume } from './volume.ts'

/** Which processes of the instance live at this moment. */
export type Processes = {
  web: number | null
  worker: number | null
  server: number | null
  backends: number[]
}

export type Instance = {
  url: string
  folder: string
  /** Its data lie on a file system of their own. */
  hasVolume: boolean
  processes(): Promise<Processes>
  /** One statement as the tables' owner, on a connection of its own. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  isReady(): Promise<boolean>
  /** Moves the clock of web server, worker and supervisor. */
  shiftClock(milliseconds: number): Promise<void>
  /** For processes of the bench that work in its database: the owner's address. */
  environment(): Promise<Environment>
  /** How often whoever keeps services running had to start it again. */
  startedAgain(): number
  stop(): Promise<void>
}

const megabytes = 1024
const lookEveryMs = 250

/**
 * `npm start` as in production, on data of its own, kept running as a service manager does it: started again a second
 * after it ended. Nothing of it is left after `stop`, nor when the bench is killed.
 */
export const startInstance = async (graphUrl: string, signal: AbortSignal): Promise<Instance> => {
  const folder = await mkdtemp(join(tmpdir(), 'pomona-chaos-'))
  // Where this runs as root, PostgreSQL runs as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const hasVolume = mountVolume(folder, megabytes)
  const guardFile = fileURLToPath(new URL('../guard.ts', import.meta.url))
  const guard = fork(guardFile, [folder], { detached: true, stdio: 'ignore' })
  const clock = await mkdtemp(join(tmpdir(), 'pomona-clock-'))
  const clockFile = join(clock, 'shift')
  const preload = new URL('shifted-clock.ts', import.meta.url)
  preload.searchParams.set('file', clockFile)
  const key = randomBytes(32)
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const settings = {
    POMONA_KEY: key.toString('base64'),
    POMONA_DATA_DIR: folder,
    POMONA_DEMO: '0',
    POMONA_LOG: 'silent',
    POMONA_URL: url,
    PORT: port,
    POMONA_CLOUD_LOGIN_URL: graphUrl,
    POMONA_CLOUD_GRAPH_URL: graphUrl,
  }

  let stopping = false
  let starts = 0
  let supervisor: ChildProcess | null = null
  const keep = async (): Promise<void> => {
    while (!stopping) {
      starts += 1
      const child = spawn(process.execPath, ['start/main.ts', '--with-parent'], {
        env: { ...settings, NODE_ENV: 'production', NODE_OPTIONS: `--import=${preload.href}` },
        // What it says of every fault that is struck is no result.
        stdio: 'ignore',
        signal,
        killSignal: 'SIGTERM',
      })
      supervisor = child
      await new Promise((resolve) => {
        child.once('exit', resolve)
        child.once('error', resolve)
      })
      if (!stopping) await delay(1000)
    }
  }
  const kept = keep()

  const lockNow = () => readLock(join(folder, 'postgres', 'data'))
  const ownersUrl = async (): Promise<string> => {
    const password = encodeURIComponent(derivedSecret(key, 'database/owner'))
    return `postgresql://pomona:${password}@127.0.0.1:${(await lockNow())?.port}/pomona`
  }
  const isReady = async (): Promise<boolean> => {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5000) }).catch(
      () => null,
    )
    await answer?.body?.cancel()
    return answer?.status === 200
  }
  const instance: Instance = {
    url,
    folder,
    hasVolume,
    isReady,
    startedAgain: () => starts - 1,
    processes: async () => {
      const server = (await lockNow())?.pid ?? null
      return processesOf(supervisor?.pid ?? 0, server)
    },
    query: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
      const client = new pg.Client({ connectionString: await ownersUrl(), connectionTimeoutMillis: 5000 })
      client.on('error', () => {})
      await client.connect()
      try {
        return (await client.query<Row>(sql, values)).rows
      } finally {
        await client.end().catch(() => {})
      }
    },
    shiftClock: (milliseconds) => writeFile(clockFile, String(milliseconds)),
    environment: async () => ({ ...settings, NODE_ENV: 'production', DATABASE_URL: await ownersUrl() }),
    stop: async () => {
      stopping = true
      supervisor?.kill('SIGTERM')
      await kept
      guard.disconnect()
      await new Promise((resolve) => guard.once('exit', resolve))
      await rm(clock, { recursive: true, force: true })
    },
  }
  try {
    for (let waited = 0; !(await isReady()); waited += lookEveryMs) {
      signal.throwIfAborted()
      if (waited > 240_000) throw new Error('The instance did not start.')
      await delay(lookEveryMs)
    }
    return instance
  } catch (error) {
    await instance.stop()
    throw error
  }
}

/** By the table of processes: what the supervisor has started, and PostgreSQL's own, of which those that serve somebody. */
const processesOf = (supervisor: number, server: number | null): Processes => {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { stdio: 'pipe' }).toString().split('\n')
  const all = lines.map((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return { pid: Number(pid), parent: Number(parent), args }
  })
  const child = (pattern: RegExp) =>
    all.find(({ parent, args }) => parent === supervisor && pattern.test(args))?.pid ?? null
  return {
    web: child(/start\/web-server\.ts/),
    worker: child(/worker\/main\.ts/),
    server: all.some(({ pid }) => pid === server) ? server : null,
    backends: all.flatMap(({ pid, parent, args }) =>
      parent === server && /postgres: pomona_\w+ pomona /.test(args) ? [pid] : [],
    ),
  }
}
