import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { makeFolder } from './folder.ts'

const keyBytes = 32

/** A key as it is written, in base64; null for anything but 32 bytes. */
export const keyOf = (text: string): Buffer | null => {
  const key = Buffer.from(text, 'base64')
  return key.length === keyBytes ? key : null
}

/** The key in a file that only its owner can read, made the first time; null when what stands there is no key. */
export const keptKey = (file: string): Buffer | null => {
  try {
    return keyOf(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!has(error, 'ENOENT')) throw error
  }
  const key = randomBytes(keyBytes)
  makeFolder(dirname(file))
  try {
    writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
    return key
  } catch (error) {
    // Another process was faster.
    if (has(error, 'EEXIST')) return keptKey(file)
    throw error
  }
}

const has = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
