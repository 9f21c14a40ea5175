import { execFile, spawn } from 'node:child_process'
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { isAlive, isPostgres, readLock } from './embedded-lock.ts'
import { DatabaseNotStarted, exists, findPlace, type Place } from './embedded-place.ts'
import { derivedSecret } from './env.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

export type EmbeddedPostgres = {
  databaseUrl: string
  /** False when a server was already running on this data and was joined. */
  started: boolean
  /** Whether a server holds this data now. */
  isRunning(): Promise<boolean>
  /** `smart` waits for others who joined; `fast` ends their connections. */
  stop(mode: 'smart' | 'fast'): Promise<void>
}

const owner = 'pomona'
const database = 'pomona'

/**
 * Starts PostgreSQL 18 from the npm package on `dataDir/postgres`, or joins the one that runs there. A server
 * left behind by a killed process is joined; a lock left behind by a killed server is removed.
 * `durable: false` trades crash safety for speed and is for tests only. A server made with one of the previous keys is
 * given the password of the present one. `port`: where it is started, else any free one.
 */
export const startEmbeddedPostgres = async (
  dataDir: string,
  key: Buffer,
  {
    durable = true,
    previousKeys = [],
    port: wanted,
  }: { durable?: boolean; previousKeys?: readonly Buffer[]; port?: number } = {},
): Promise<EmbeddedPostgres> => {
  const place = await findPlace(dataDir)
  const [password, ...earlier] = ownersPasswords(key, previousKeys)
  const data = join(place.home, 'data')
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(place, data, password)

  for (let attempt = 0; attempt < 8; attempt += 1) {
    const lock = await readLock(data)
    if (lock) await renewPassword(lock.port, password, earlier)
    if (lock && (await answers(urlOf(lock.port, password, 'postgres')))) {
      await ensureDatabase(lock.port, password)
      return handle(place, data, urlOf(lock.port, password), false)
    }
    if (lock && !isPostgres(lock.pid)) await rm(join(data, 'postmaster.pid'), { force: true })
    const port = wanted ?? (await freePort())
    const failure = await launch(place, data, port, durable)
    const server = handle(place, data, urlOf(port, password), true)
    if (failure === null) {
      await orStop(server, async () => {
        await renewPassword(port, password, earlier)
        await ensureDatabase(port, password)
      })
      return server
    }
    // Processes of a server that was killed hold its memory for a moment longer.
    const isContended = /already exists|already in use|still in use|shutting down|starting up/.test(failure)
    if (!isContended) {
      // One that only took too long is still starting.
      if ((await readLock(data))?.port === port) await server.stop('fast')
      throw new DatabaseNotStarted(explain(failure, place.home))
    }
    await new Promise((resolve) => setTimeout(resolve, 250 * (attempt + 1)))
  }
  throw new DatabaseNotStarted(
    `Another PostgreSQL holds ${data} but does not answer. Stop it, or wait until it has shut down, and start again.`,
  )
}

const ownersPasswords = (key: Buffer, previousKeys: readonly Buffer[]): [string, ...string[]] => {
  const of = (each: Buffer) => derivedSecret(each, 'database/owner')
  return [of(key), ...previousKeys.map(of)]
}

const renewPassword = async (port: number, password: string, earlier: readonly string[]): Promise<void> => {
  for (const old of earlier) {
    const client = new pg.Client({ connectionString: urlOf(port, old, 'postgres') })
    // Refused is what an old password should be.
    const isConnected = await client.connect().then(
      () => true,
      () => false,
    )
    if (isConnected) await client.query(`alter role ${owner} password ${client.escapeLiteral(password)}`)
    await client.end().catch(() => {})
  }
}

const urlOf = (port: number, password: string, name = database) =>
  `postgresql://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`

const handle = (place: Place, data: string, databaseUrl: string, started: boolean): EmbeddedPostgres => ({
  databaseUrl,
  started,
  isRunning: async () => {
    const lock = await readLock(data)
    return lock !== null && isAlive(lock.pid)
  },
  stop: async (mode) => {
    if (!(await readLock(data))) return
    await pgCtl(place, ['stop', '-D', data, '-m', mode, '-t', '30', '-s'])
  },
})

/** Nobody would end a server that was started for a start that failed. */
const orStop = async (server: EmbeddedPostgres, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    await server.stop('fast')
    throw error
  }
}

/** Built aside and renamed, so that an interrupted first start leaves nothing half-made. */
const initialise = async (place: Place, data: string, password: string): Promise<void> => {
  const fresh = `${data}.new`
  const passwordFile = join(place.home, 'password')
  await rm(fresh, { recursive: true, force: true })
  try {
    await writeFile(passwordFile, password, { mode: 0o600 })
    if (place.identity.uid !== undefined && place.identity.gid !== undefined) {
      await chown(passwordFile, place.identity.uid, place.identity.gid)
    }
    const locale = ['--encoding=UTF8', '--no-locale', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const access = [`--username=${owner}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
    await run(join(place.bin, 'initdb'), ['-D', fresh, ...access, ...locale], {
      ...place.identity,
      cwd: place.home,
    })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
    throw new DatabaseNotStarted(explain(said, place.home))
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(fresh, data)
}

const megabyte = 1024 ** 2

/**
 * PostgreSQL's own defaults suit a small machine: in 128 MB of buffers the indexes of a million devices are written out
 * and read back many times over while they grow, and a checkpoint for each gigabyte of log writes every page once more.
 * Buffers are an eighth of the memory, 1 GB at most, and taken as they are used. Nobody replicates this server, so the
 * log is only what a crash needs: a table filled in the transaction that made it is written out instead of logged.
 */
const room = [
  `-c shared_buffers=${Math.min(1024, Math.max(128, Math.floor(totalmem() / megabyte / 8)))}MB`,
  '-c max_wal_size=4GB',
  '-c checkpoint_timeout=15min',
  '-c wal_level=minimal',
  '-c max_wal_senders=0',
]

/** Null when the server accepts connections, else the end of its log. */
const launch = async (place: Place, data: string, port: number, durable: boolean): Promise<string | null> => {
  const log = join(place.home, 'server.log')
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    ...room,
    ...(durable ? [] : ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']),
  ]
  await rm(log, { force: true })
  const code = await pgCtl(place, [
    'start',
    '-D',
    data,
    '-l',
    log,
    '-o',
    options.join(' '),
    '-w',
    '-t',
    '60',
    '-s',
  ])
  return code === 0 ? null : await readFile(log, 'utf8').catch(() => '')
}

/** Run without pipes: the server outlives pg_ctl and would keep them open. */
const pgCtl = (place: Place, parameters: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(join(place.bin, 'pg_ctl'), parameters, {
      ...place.identity,
      cwd: place.home,
      stdio: 'ignore',
      detached: true,
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })

/** Its owner's password follows from the key, so a server that refuses it was made with another. */
const wrongKey = (error: unknown): DatabaseNotStarted | null =>
  error instanceof pg.DatabaseError && error.code === '28P01'
    ? new DatabaseNotStarted(
        'POMONA_KEY is not the key that this data folder was made with (left out, it is the file key in that folder). Set POMONA_KEY to that key, or POMONA_DATA_DIR to another folder.',
      )
    : null

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    const refusal = wrongKey(error)
    if (refusal) throw refusal
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const ensureDatabase = async (port: number, password: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') })
  await client.connect().catch((error: unknown) => {
    throw wrongKey(error) ?? error
  })
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } catch (error) {
    const madeMeanwhile =
      error instanceof pg.DatabaseError && (error.code === '42P04' || error.code === '23505')
    if (!madeMeanwhile) throw error
  } finally {
    await client.end()
  }
}

const explain = (said: string, home: string): string => {
  if (/No space left on device/i.test(said))
    return `The disk that holds ${home} is full. Make room and start again.`
  if (/Permission denied/i.test(said))
    return `PostgreSQL may not write to ${home}. Check who owns that folder.`
  const last = said.trim().split('\n').slice(-3).join(' ')
  return `The embedded PostgreSQL did not start. It said: ${last || `nothing; see ${join(home, 'server.log')}`}`
}
