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

/** Several of them, with commas or white space between; null when one is no key. */
export const keysOf = (text: string): Buffer[] | null => {
  const keys = text.split(/[\s,]+/).flatMap((each) => (each === '' ? [] : [keyOf(each)]))
  return keys.every((key) => key !== null) ? keys : null
}

/**
 * The keys in a file that only its owner can read: the present one first, then earlier ones, a line each. Made with one the
 * first time; null when what stands there are no keys.
 */
export const keptKeys = (file: string): Buffer[] | null => {
  try {
    const keys = keysOf(readFileSync(file, 'utf8'))
    return keys && keys.length > 0 ? keys : null
  } catch (error) {
    if (!has(error, 'ENOENT')) throw error
  }
  const key = randomBytes(keyBytes)
  makeFolder(dirname(file))
  try {
    writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    chmodSync(file, 0o600)
    return [key]
  } catch (error) {
    // Another process was faster.
    if (has(error, 'EEXIST')) return keptKeys(file)
    throw error
  }
}

const has = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
