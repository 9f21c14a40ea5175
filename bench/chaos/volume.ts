import { execFileSync } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Puts a file system of its own size under a folder, so that a disk can be full without the machine's being so. Linux
 * lets root alone do that; false where it cannot be.
 */
export const mountVolume = (folder: string, megabytes: number): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    const options = `size=${megabytes}m,mode=711`
    execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', options, 'pomona-chaos', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const steps = [1024 * 1024, 4096]

/** Fills the file system of a folder to its last block. The answer makes room again. */
export const fillVolume = async (folder: string): Promise<() => Promise<void>> => {
  const file = join(folder, 'ballast')
  const ballast = await open(file, 'w')
  try {
    for (const step of steps) await writeUntilFull(ballast, Buffer.alloc(step))
  } finally {
    await ballast.close()
  }
  return () => rm(file, { force: true })
}

const writeUntilFull = async (file: Awaited<ReturnType<typeof open>>, block: Buffer): Promise<void> => {
  try {
    for (;;) await file.writeFile(block)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  }
}
