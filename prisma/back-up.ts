import pg from 'pg'
import { appliedMigrations } from '#adapters/backup/catalogue.ts'
import { dump } from '#adapters/backup/dump.ts'
import { readSealed, writeSealed } from '#adapters/backup/envelope.ts'
import { countRows, type Walked, walkBackup } from '#adapters/backup/format.ts'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { vaultKeyId } from '#adapters/vault.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'

/** Two connections for as long as the work takes: the tables' owner, as whom migrations run, and the queue's. */
export const asOwners = async <Value>(
  work: (clients: { owner: pg.Client; queue: pg.Client }) => Promise<Value>,
): Promise<Value> => {
  const owner = new pg.Client({ connectionString: settings().databaseUrl ?? '' })
  const queue = new pg.Client({ connectionString: databaseUrlOf(settings(), 'queue') })
  const clients = [owner, queue]
  // A connection that is lost shows with the next query; unheard it would end the process.
  for (const client of clients) client.on('error', () => {})
  try {
    await owner.connect()
    await queue.connect()
    return await work({ owner, queue })
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

/** Writes everything the database holds to one file, sealed with `key`, and reads it again to its end. */
export const backUp = async (
  file: string,
  key: Buffer,
  signal: AbortSignal,
): Promise<Outcome<Walked, 'nothingToBackUp'>> => {
  const owner = new pg.Client({ connectionString: settings().databaseUrl ?? '' })
  await owner.connect()
  const level = await appliedMigrations(owner).finally(() => owner.end())
  if (level.length === 0) return refused('nothingToBackUp')
  const installation = { url: settings().url, vaultKey: vaultKeyId() }
  await asOwners((clients) =>
    writeSealed(file, key, dump(clients, { at: new Date().toISOString(), installation }), signal),
  )
  return done(await checkBackup(file, key, signal))
}

/** Reads a backup to its end and counts what is in it. Throws BackupUnreadable. */
export const checkBackup = (file: string, key: Buffer, signal: AbortSignal): Promise<Walked> =>
  readSealed(
    file,
    key,
    (bytes) => walkBackup(bytes, { begin: async () => {}, table: countRows, end: async () => {} }),
    signal,
  )
