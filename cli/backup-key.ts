import { BackupUnreadable } from '#adapters/backup/envelope.ts'
import { BackupDoesNotFit } from '#adapters/backup/load.ts'
import { settings } from '#adapters/env.ts'
import { type Outcome, refused } from '#domain/outcome.ts'

/** Lends the key of backups to `work`, and names what is wrong with the file it is used on. */
export const withBackupKey = async <Value>(
  file: string,
  work: (key: Buffer) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> => {
  const { backupKey } = settings()
  if (!backupKey) return refused('backupKeyMissing')
  try {
    return await work(backupKey)
  } catch (error) {
    if (error instanceof BackupUnreadable) return refused(error.reason, { file })
    if (error instanceof BackupDoesNotFit) return refused('backupDoesNotFit', { table: error.table })
    if (error instanceof Error && 'path' in error && error.path === file)
      return refused('fileUnreadable', { file })
    throw error
  }
}
