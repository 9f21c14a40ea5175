import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** The process of the embedded server in this data folder: line 1 of postmaster.pid. */
export const serverOf = async (folder: string): Promise<number> => {
  const lock = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8')
  return Number(lock.split('\n')[0])
}

/** All processes that are there, as POSIX `ps` tells them. Those that have ended but were not collected count as gone. */
const processes = (): { pid: number; parent: number }[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { stdio: 'pipe' })
    .toString()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }))

const patienceMs = 30_000
const lookEveryMs = 20

/**
 * Kills a PostgreSQL where it stands: the server and all its processes, by SIGKILL, as when the power goes. Returns when
 * none of them is left, since the next server refuses to start beside one.
 */
export const crashServer = async (server: number): Promise<void> => {
  const all = [server, ...processes().flatMap(({ pid, parent }) => (parent === server ? [pid] : []))]
  for (const pid of all) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      // It has ended by itself meanwhile.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
    }
  }
  for (let waited = 0; processes().some(({ pid }) => all.includes(pid)); waited += lookEveryMs) {
    if (waited > patienceMs) throw new Error('The database was killed and does not end.')
    await delay(lookEveryMs)
  }
}
