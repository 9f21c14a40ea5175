import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { readLock } from '#adapters/embedded-lock.ts'
import { settings } from '#adapters/env.ts'
import { keepDatabase } from './database.ts'

let dataDir: string
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pomona-kept-'))
  // Where these tests run as root, PostgreSQL runs as another account, which must reach it.
  await chmod(dataDir, 0o711)
})
afterAll(() => rm(dataDir, { recursive: true }))

const holder = () => readLock(join(dataDir, 'postgres', 'data'))

const answers = async (connectionString: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query('select 1')).rowCount === 1
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

it('a database that is killed, or stopped by somebody, comes back where everybody knows it, until it is ended', {
  timeout: 120_000,
}, async () => {
  const told: string[] = []
  const { key, previousKeys } = settings()
  const kept = await keepDatabase(dataDir, { key, previousKeys }, (why) => told.push(why))
  // SIGINT is its fast shutdown (PostgreSQL, "Shutting Down the Server").
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const before = await holder()
    process.kill(before?.pid ?? 0, signal)
    await vi.waitUntil(
      async () => (await holder())?.pid !== before?.pid && (await answers(kept.databaseUrl)),
      {
        timeout: 60_000,
        interval: 100,
      },
    )
  }
  expect(told[0]).toBe('The database ended.')
  await kept.end()
  expect(await holder()).toBeNull()
  expect(await answers(kept.databaseUrl)).toBe(false)
})
