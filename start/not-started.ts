import { DatabaseNotStarted } from '#adapters/embedded-place.ts'
import { WrongSetting } from '#adapters/env.ts'
import { folderTrouble } from '#adapters/folder.ts'
import { MigrationRefused } from '#prisma/migrate.ts'

/** Pomona cannot start, or go on, for a reason that a sentence explains. */
export class NotStarted extends Error {
  override name = 'NotStarted'
}

const explained = [NotStarted, WrongSetting, DatabaseNotStarted, MigrationRefused]

/** What to tell the person who starts Pomona: a sentence where the cause is known, else the whole error. */
export const explain = (error: unknown, dataDir: string): string => {
  if (!(error instanceof Error)) return String(error)
  if (explained.some((kind) => error instanceof kind)) return error.message
  const code = 'code' in error ? error.code : undefined
  const trouble = folderTrouble(error, dataDir)
  if (trouble) return trouble
  // PostgreSQL's disk_full.
  if (code === '53100') return `The disk that holds ${dataDir} is full. Make room and start again.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT') {
    return 'The database does not answer. Check DATABASE_URL, and that PostgreSQL runs there.'
  }
  if (code === '28P01' || code === '28000') {
    return 'The database refuses the user or password. Check DATABASE_URL and the other DATABASE_… settings.'
  }
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist. Create it and start again.'
  return error.stack ?? error.message
}
