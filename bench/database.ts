import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { readSettings } from '#adapters/env.ts'
import { migrate } from '#prisma/migrate.ts'
import type { Environment } from './contender.ts'
import { crashServer, serverOf } from './crash.ts'
import { serverSeconds } from './processor-time.ts'

export type BenchDatabases = {
  /** Goes with the bench, whatever lies in it. */
  folder: string
  /** PostgreSQL's version. */
  version: string
  /** A migrated, empty database for one contender; the one before is dropped. Answers the owner's URL. */
  fresh(): Promise<string>
  /** Writes out what lies in memory, so that nobody pays for the one before. */
  settle(): Promise<void>
  /** Kills the server where it stands and starts it again. Answers the URL that the last fresh database has then. */
  crash(): Promise<string>
  /** Processor time of the server so far, in seconds; null where it cannot be known. */
  processorSeconds(): number | null
  /** What a process of ours needs to work in this database and at this Graph. */
  environment(databaseUrl: string, graphUrl: string): Environment
  stop(): Promise<void>
}

/** A PostgreSQL of the bench's own in a folder that goes with it, with the settings `npm start` gives it. */
export const startDatabases = async ({
  statistics = false,
}: {
  /** Keeps how often each statement ran and for how long, in `pg_stat_statements`. */
  statistics?: boolean
} = {}): Promise<BenchDatabases> => {
  const folder = await mkdtemp(join(tmpdir(), 'pomona-bench-database-'))
  // Where this runs as root, PostgreSQL runs as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const guard = fork(fileURLToPath(new URL('guard.ts', import.meta.url)), [folder], {
    detached: true,
    stdio: 'ignore',
  })
  const key = randomBytes(32)
  let postgres = await startEmbeddedPostgres(folder, key)
  if (statistics) {
    // The library has to be there when the server starts.
    await queryOnce(postgres.databaseUrl, "alter system set shared_preload_libraries = 'pg_stat_statements'")
    await queryOnce(postgres.databaseUrl, 'alter system set pg_stat_statements.track_planning = on')
    await postgres.stop('fast')
    postgres = await startEmbeddedPostgres(folder, key)
  }
  let serverProcess = await serverOf(folder)
  const environment = (databaseUrl: string, graphUrl: string): Environment => ({
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    POMONA_KEY: key.toString('base64'),
    POMONA_DATA_DIR: folder,
    POMONA_LOG: 'error',
    POMONA_CLOUD_LOGIN_URL: graphUrl,
    POMONA_CLOUD_GRAPH_URL: graphUrl,
  })
  const urlOf = (name: string): string => {
    const url = new URL(postgres.databaseUrl)
    url.pathname = `/${name}`
    return url.href
  }
  const onServer = <Row extends pg.QueryResultRow>(sql: string) => queryOnce<Row>(urlOf('postgres'), sql)

  const stop = async () => {
    await postgres.stop('fast')
    await rm(folder, { recursive: true, force: true })
    guard.disconnect()
  }
  try {
    await onServer('create database template_of_bench')
    const template = urlOf('template_of_bench')
    await migrate(readSettings(environment(template, 'http://127.0.0.1:1')))
    const [server] = await onServer<{ version: string }>(
      'select current_setting($$server_version$$) as version',
    )
    let made = 0
    return {
      folder,
      version: server?.version ?? 'unknown',
      environment,
      stop,
      processorSeconds: () => serverSeconds(serverProcess),
      crash: async () => {
        await crashServer(serverProcess)
        postgres = await startEmbeddedPostgres(folder, key)
        serverProcess = await serverOf(folder)
        return urlOf(`bench_${made}`)
      },
      settle: async () => {
        await onServer('checkpoint')
      },
      fresh: async () => {
        if (made > 0) await onServer(`drop database bench_${made} with (force)`)
        made += 1
        await onServer(`create database bench_${made} template template_of_bench`)
        await onServer('checkpoint')
        return urlOf(`bench_${made}`)
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** One statement on a connection of its own. */
export const queryOnce = async <Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}
