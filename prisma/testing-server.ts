import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { readSettings } from '#adapters/env.ts'
import { migrate } from './migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's URL of a migrated database that every test file copies. */
    templateUrl: string
  }
}

/**
 * One PostgreSQL for the whole run: the embedded one in a folder of its own, or POMONA_TEST_DATABASE_URL, the owner
 * of a server that is there for tests (roles belong to the server, and theirs get the tests' passwords).
 */
export default async function startServer(project: TestProject) {
  const { env, root } = project.config
  const { key } = readSettings(env)
  const given = env.POMONA_TEST_DATABASE_URL
  const server = given ? { url: given, stop: async () => {} } : await embedded(key)
  const templateUrl = new URL(server.url)
  const template = `pomona_template_${randomBytes(4).toString('hex')}`
  templateUrl.pathname = `/${template}`
  try {
    await asOwner(server.url, `create database ${template}`)
    await migrate(readSettings({ ...env, DATABASE_URL: templateUrl.href }), root)
  } catch (error) {
    await server.stop()
    throw error
  }
  project.provide('templateUrl', templateUrl.href)
  return async () => {
    await asOwner(server.url, `drop database ${template} with (force)`)
    await server.stop()
  }
}

const embedded = async (key: Buffer) => {
  const folder = await mkdtemp(join(tmpdir(), 'pomona-test-database-'))
  // Where tests run as root, PostgreSQL runs as another account, which must be able to pass.
  await chmod(folder, 0o711)
  const postgres = await startEmbeddedPostgres(folder, key, { durable: false })
  return {
    url: postgres.databaseUrl,
    stop: async () => {
      await postgres.stop('fast')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const asOwner = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
