import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { NotStarted } from './not-started.ts'

const holderShape = z.object({ process: z.number().int().positive(), url: z.string() })
type Holder = z.infer<typeof holderShape>

/** What a supervisor's command line holds: a process id may belong to someone else by now. */
const program = /start[\\/]main\.ts/

/**
 * Keeps a second supervisor away from the same data. A lock whose process is gone is taken over; NotStarted says
 * where the living one is. The answer gives the lock back.
 */
export const takeInstanceLock = async (dataDir: string, url: string): Promise<() => Promise<void>> => {
  await mkdir(dataDir, { recursive: true })
  const lock = join(dataDir, 'pomona.lock')
  const mine = JSON.stringify({ process: process.pid, url } satisfies Holder)
  const draft = `${lock}.${randomUUID()}`
  await writeFile(draft, mine, { mode: 0o600 })
  try {
    // A link appears whole or not at all, so nobody ever reads half a lock.
    while (!(await linked(draft, lock))) {
      const found = await readFile(lock, 'utf8').catch(() => null)
      if (found === null) continue
      const holder = holderOf(found)
      if (holder && isSupervisor(holder.process)) {
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

const holderOf = (text: string): Holder | null => {
  try {
    return holderShape.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const isSupervisor = (id: number): boolean => {
  if (id === process.pid) return false
  try {
    process.kill(id, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  try {
    return program.test(execFileSync('ps', ['-p', String(id), '-o', 'args='], { stdio: 'pipe' }).toString())
  } catch {
    // Without `ps` (Windows) a living process is believed to be ours.
    return process.platform === 'win32'
  }
}

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
