import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Who holds this data, as a running server writes it into its folder; null when nobody does. postmaster.pid: line 1 the
 * process, line 4 the port (PostgreSQL source, miscadmin.h).
 */
export const readLock = async (data: string): Promise<{ pid: number; port: number } | null> => {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => null,
  )
  return lines ? { pid: Number(lines[0]), port: Number(lines[3]) } : null
}

/**
 * Whether that process is still a PostgreSQL: its id may have been given to someone else since the server died. Where
 * nobody can tell, a living process is believed to be the server: taking the lock from a live one would put two servers
 * on the same data.
 */
export const isPostgres = (pid: number): boolean => {
  if (!isAlive(pid)) return false
  try {
    const name = execFileSync('ps', ['-p', String(pid), '-o', 'comm='], { stdio: 'pipe' }).toString()
    return name.includes('postgres')
  } catch {
    return true
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
