import type pg from 'pg'
import { appliedMigrations, ownTables } from '#adapters/backup/catalogue.ts'
import { readSealed } from '#adapters/backup/envelope.ts'
import { type BackupHeader, type Walked, walkBackup } from '#adapters/backup/format.ts'
import { loader } from '#adapters/backup/load.ts'
import { databaseRoles, databaseUrlOf, settings } from '#adapters/env.ts'
import { sealedByKey } from '#adapters/sealed-columns.ts'
import { openedKeyIds } from '#adapters/vault.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { checkBackup } from './back-up.ts'
import { knownMigrations, migrate } from './migrate.ts'
import { asOwner, asOwners } from './owner-client.ts'

export type Restored = Walked & {
  organisations: { id: string; name: string }[]
  /** Sealed values, and how many of them the key at hand does not open. */
  sealed: { all: number; shut: number }
}
export type RestoreReason = 'backupNewer' | 'databaseInUse' | 'databaseNotEmpty' | 'databaseOfOtherLevel'

/**
 * Puts a backup where the settings point. The file is read to its end before anything is touched, and then loaded in one
 * transaction; a backup of an earlier schema goes into tables as they were, which are then brought to the present.
 */
export const restore = async (
  file: string,
  key: Buffer,
  { replace, signal }: { replace: boolean; signal: AbortSignal },
): Promise<Outcome<Restored, RestoreReason>> => {
  const { header } = await checkBackup(file, key, signal)
  const known = await knownMigrations()
  if (!header.level.every((name) => known.includes(name))) return refused('backupNewer')
  const obstacle = await asOwner((owner) => obstacleTo(owner, header, replace))
  if (obstacle) return refused(obstacle)

  await migrate(settings(), process.cwd(), header.level)
  const walked = await asOwners(async (clients) => {
    const { visitor, commit } = loader(clients)
    const loaded = await readSealed(file, key, (bytes) => walkBackup(bytes, visitor), signal)
    await commit()
    return loaded
  })
  await migrate(settings())
  return done({ ...walked, ...(await asOwner(whatIsThere)) })
}

const obstacleTo = async (
  owner: pg.Client,
  { level }: BackupHeader,
  replace: boolean,
): Promise<RestoreReason | null> => {
  if (await isInUse(owner)) return 'databaseInUse'
  const present = await appliedMigrations(owner)
  if (present.length === 0) return (await ownTables(owner)).length === 0 ? null : 'databaseNotEmpty'
  if (!replace && (await holdsAnything(owner))) return 'databaseNotEmpty'
  return present.join() === level.join() ? null : 'databaseOfOtherLevel'
}

/** Whether anything of ours is connected: a web server, a worker, another terminal, here or on another machine. */
const isInUse = async (owner: pg.Client): Promise<boolean> => {
  const roles = databaseRoles.map((role) =>
    decodeURIComponent(new URL(databaseUrlOf(settings(), role)).username),
  )
  const { rows } = await owner.query<{ inUse: boolean }>(
    `select exists (select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
       and (usename = any ($1) or usename = current_user)) as "inUse"`,
    [roles],
  )
  return rows[0]?.inUse === true
}

/** Everything that counts belongs to an organisation or a member; the catalogue and a first invitation do not count. */
const holdsAnything = async (owner: pg.Client): Promise<boolean> => {
  const { rows } = await owner.query<{ holds: boolean }>(
    'select exists (select from organisation) or exists (select from member) as holds',
  )
  return rows[0]?.holds === true
}

const whatIsThere = async (owner: pg.Client): Promise<Pick<Restored, 'organisations' | 'sealed'>> => {
  const { rows: organisations } = await owner.query<{ id: string; name: string }>(
    'select id, name from organisation order by name',
  )
  const byKey = await sealedByKey(owner)
  const opened = openedKeyIds()
  let [all, shut] = [0, 0]
  for (const [key, count] of byKey) {
    all += count
    if (!opened.includes(key)) shut += count
  }
  return { organisations, sealed: { all, shut } }
}
