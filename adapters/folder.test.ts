import { mkdtempSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderTrouble, makeFolder } from './folder.ts'

const home = () => mkdtempSync(join(tmpdir(), 'pomona-folder-'))

test('a folder is made with those above it, and made again without harm', () => {
  const folder = join(home(), 'a', 'b')
  makeFolder(folder)
  makeFolder(folder)
  expect(statSync(folder).isDirectory()).toBe(true)
})

test('a folder below a file is refused in a sentence that names the setting', () => {
  const file = join(home(), 'file')
  writeFileSync(file, '')
  const folder = join(file, 'a')
  const failure = (() => {
    try {
      makeFolder(folder)
    } catch (error) {
      return error
    }
  })()
  expect(folderTrouble(failure, folder)).toBe(`${folder} is not a folder. Set POMONA_DATA_DIR to one.`)
})

test.runIf(process.platform === 'linux')('where the system takes no folders, that is said at once', () => {
  expect(() => makeFolder('/proc/nope/data')).toThrow(/ENOENT/)
})

test('an error that is not about folders has no such sentence', () => {
  expect(folderTrouble(new Error('surprise'), '/data')).toBeNull()
  expect(
    folderTrouble(Object.assign(new Error('gone'), { code: 'ENOENT', syscall: 'open' }), '/data'),
  ).toBeNull()
})
