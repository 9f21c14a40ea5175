import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { ownTables } from '#adapters/backup/catalogue.ts'
import { settings } from '#adapters/env.ts'

export const backupKey = randomBytes(32).toString('base64')

/** The real command line, in an environment, on a database that it knows by its address alone. */
export const terminalIn =
  (environment: NodeJS.ProcessEnv) =>
  async (databaseUrl: string, given: string[], more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['cli/main.ts', ...given, '--json'], {
      env: { ...environment, DATABASE_URL: databaseUrl, POMONA_BACKUP_KEY: backupKey, ...more },
    })
    const code = new Promise<number | null>((resolve) => child.once('close', resolve))
    const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
    return { code: await code, said: JSON.parse(out || error) }
  }

export const onDatabase = async <Value>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A database with nothing in it beside the one of the test; `drop` takes it away. */
export const blankDatabase = async (): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `pomona_test_blank_${randomBytes(6).toString('hex')}`
  const server = new URL(settings().databaseUrl ?? '')
  server.pathname = '/postgres'
  await onDatabase(server.href, (client) => client.query(`create database ${name}`))
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await onDatabase(server.href, (client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

/** A hash over each table's rows, as text and in one order. Of the audit log, the events up to `sequence`. */
export const hashesOf = (databaseUrl: string, sequence: number): Promise<Record<string, string>> =>
  onDatabase(databaseUrl, async (client) => {
    await client.query("set timezone = 'UTC'")
    const hashes: Record<string, string> = {}
    for (const { table } of await ownTables(client)) {
      // The head says how far the log is, which a restore goes on with.
      if (table === 'public.audit_head') continue
      const upTo = /\.audit_(event|detail)$/.test(table) ? `where t.sequence <= ${sequence}` : ''
      const { rows } = await client.query(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as hash from ${table} t ${upTo}`,
      )
      hashes[table] = rows[0].hash
    }
    return hashes
  })
