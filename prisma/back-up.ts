import { appliedMigrations } from '#adapters/backup/catalogue.ts'
import { dump } from '#adapters/backup/dump.ts'
import { readSealed, writeSealed } from '#adapters/backup/envelope.ts'
import { countRows, type Walked, walkBackup } from '#adapters/backup/format.ts'
import { settings } from '#adapters/env.ts'
import { vaultKeyId } from '#adapters/vault.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { asOwner, asOwners } from './owner-client.ts'

/** Writes everything the database holds to one file, sealed with `key`, and reads it again to its end. */
export const backUp = async (
  file: string,
  key: Buffer,
  signal: AbortSignal,
): Promise<Outcome<Walked, 'nothingToBackUp'>> => {
  const level = await asOwner(appliedMigrations)
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
