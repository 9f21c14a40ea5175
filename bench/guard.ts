import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/**
 * A process that outlives the bench by a moment: `node bench/guard.ts FOLDER`. PostgreSQL lives on when those who started
 * it are killed; when the channel to the bench closes, whatever is left of its server and its folder goes.
 */
const [folder = ''] = process.argv.slice(2)
const lock = join(folder, 'postgres', 'data', 'postmaster.pid')

const stopLeftover = async (): Promise<void> => {
  if (!existsSync(lock)) return
  // Line 1 is the server's process; SIGINT is its fast shutdown (PostgreSQL, "Shutting Down the Server").
  process.kill(Number(readFileSync(lock, 'utf8').split('\n')[0]), 'SIGINT')
  for (let waited = 0; existsSync(lock) && waited < 300; waited += 1) await delay(100)
}

/** A bench may have put a file system of its own under the folder. */
const unmount = (): void => {
  try {
    execFileSync('/bin/umount', ['--lazy', folder], { stdio: 'ignore' })
  } catch {
    // It is a plain folder.
  }
}

// Ctrl-C reaches the whole group: the bench ends in its order, and this after it.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => {})
process.once('disconnect', () => {
  stopLeftover()
    .catch(() => {})
    .finally(() => {
      unmount()
      rmSync(folder, { recursive: true, force: true })
      process.exit(0)
    })
})
