import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { makeFolder } from '#adapters/folder.ts'
import { type Holder, livingHolder, lockOf } from '#adapters/running-instance.ts'
import { NotStarted } from './not-started.ts'

/**
 * Keeps a second supervisor away from the same data. A lock whose process is gone is taken over; NotStarted says
 * where the living one is. The answer gives the lock back.
 */
export const takeInstanceLock = async (dataDir: string, url: string): Promise<() => Promise<void>> => {
  makeFolder(dataDir)
  const lock = lockOf(dataDir)
  const mine = JSON.stringify({ process: process.pid, url } satisfies Holder)
  const draft = `${lock}.${randomUUID()}`
  await writeFile(draft, mine, { mode: 0o600 })
  try {
    // A link appears whole or not at all, so nobody ever reads half a lock.
    while (!(await linked(draft, lock))) {
      const found = await readFile(lock, 'utf8').catch(() => null)
      if (found === null) continue
      const holder = livingHolder(found)
      if (holder) {
        throw new NotStarted(`Pomona is already running at ${holder.url} (process ${holder.process}).`)
      }
      await removeStale(lock, found)
    }
  } finally {
    await rm(draft, { force: true })
  }
  return async () => {
    if ((await readFile(lock, 'utf8').catch(() => null)) === mine) await rm(lock, { force: true })
  }
}

const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )

/** Two starts may find the same stale lock: whoever renamed the other's fresh one puts it back. */
const removeStale = async (lock: string, stale: string): Promise<void> => {
  const aside = `${lock}.${randomUUID()}`
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  if ((await readFile(aside, 'utf8')) !== stale) await linked(aside, lock)
  await rm(aside, { force: true })
}
