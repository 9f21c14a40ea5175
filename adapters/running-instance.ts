import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const holderShape = z.object({ process: z.number().int().positive(), url: z.string() })
/** Who runs Pomona on a data folder, and where people reach it. */
export type Holder = z.infer<typeof holderShape>

/** What a supervisor's command line holds: a process id may belong to someone else by now. */
const program = /start[\\/]main\.ts/

export const lockOf = (dataDir: string): string => join(dataDir, 'pomona.lock')

/** The living instance that a lock's text names; null for a text that is no lock, or when its process is gone. */
export const livingHolder = (text: string): Holder | null => {
  const holder = holderOf(text)
  return holder && isSupervisor(holder.process) ? holder : null
}

/** The instance that runs on this data folder now, if any. */
export const runningInstance = async (dataDir: string): Promise<Holder | null> => {
  const text = await readFile(lockOf(dataDir), 'utf8').catch(() => null)
  return text === null ? null : livingHolder(text)
}

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
