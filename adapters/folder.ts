import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, one by one: Node's own `recursive` never returns where the system answers ENOENT
 * for a folder whose parent exists, as /proc does.
 */
export const makeFolder = (path: string): void => {
  if (existsSync(path)) return
  if (dirname(path) !== path) makeFolder(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // Another process was faster.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** Why Pomona cannot keep its data in `folder`, as a sentence; null for an error of another kind. */
export const folderTrouble = (error: unknown, folder: string): string | null => {
  const code = codeOf(error)
  if (code === 'ENOSPC') return `The disk that holds ${folder} is full. Make room and start again.`
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') {
    return `Pomona may not write to ${folder}. Check who owns that folder, or set POMONA_DATA_DIR to another.`
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return `${folder} is not a folder. Set POMONA_DATA_DIR to one.`
  }
  const isMaking = error instanceof Error && 'syscall' in error && error.syscall === 'mkdir'
  return isMaking ? `The folder ${folder} cannot be made. Set POMONA_DATA_DIR to another.` : null
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
