import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { closeDatabase } from '#adapters/db.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { setCloud, setDatabase, settings, setUrl } from '#adapters/env.ts'
import { runningInstance } from '#adapters/running-instance.ts'
import { migrate } from '#prisma/migrate.ts'

export type Database = {
  /** It was started for this call, so no worker of ours runs either. */
  isOurs: boolean
  close(): Promise<void>
}

/**
 * The database of the settings as it is: the one of DATABASE_URL, or the embedded one, joined where it runs and started
 * for this call where it does not.
 */
export const joinDatabase = async (): Promise<Database> => {
  const { databaseUrl, dataDir, key, previousKeys } = settings()
  const embedded = databaseUrl === null ? await startEmbeddedPostgres(dataDir, key, { previousKeys }) : null
  if (embedded) {
    setDatabase(embedded.databaseUrl)
    if (!embedded.started) await speakOfTheRunning()
    await joinSandbox()
  }
  return {
    isOurs: embedded?.started === true,
    close: async () => {
      await closeDatabase()
      await leave(embedded)
    },
  }
}

/** The same, brought to the present schema. */
export const openDatabase = async (): Promise<Database> => {
  const database = await joinDatabase()
  try {
    await migrate(settings())
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Whoever started the server ends it, unless somebody joined meanwhile: ending would refuse them new connections. */
const leave = async (embedded: EmbeddedPostgres | null): Promise<void> => {
  if (!embedded?.started || (await isShared(embedded.databaseUrl))) return
  await embedded.stop('smart')
}

const isShared = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ shared: boolean }>(
      `select exists (select from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()) as shared`,
    )
    return rows[0]?.shared === true
  } finally {
    await client.end()
  }
}

/** Links made here lead to the server that runs on this data, whatever its port; it says where it is in its lock. */
const speakOfTheRunning = async (): Promise<void> => {
  const running = await runningInstance(settings().dataDir)
  if (running) setUrl(running.url)
}

/** The demonstration's tenant lives in the sandbox, whose port `npm start` keeps in the data folder. */
const joinSandbox = async (): Promise<void> => {
  const { cloud, demo, dataDir } = settings()
  if (cloud || !demo) return
  const port = await readFile(join(dataDir, 'sandbox', 'port'), 'utf8').catch(() => null)
  if (port === null) return
  const url = `http://127.0.0.1:${port.trim()}`
  setCloud({ loginUrl: url, graphUrl: url })
}
