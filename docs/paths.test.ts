import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What is made here and not kept, and what others made. */
const notOurs = /^(node_modules|\.git|\.next|\.pomona.*|test-results|playwright-report)$/

const below = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notOurs.test(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? [path, ...below(path)] : [path]
    })
const tree = below('.')

/** `features/access/{members,passwords}.test.ts` and `merge*.ts` stand for every file of such a name. */
const namedBy = (path: string): string =>
  path
    .replace(/\/$/, '')
    .replaceAll(/[.()[\]]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll(/\{([^}]*)\}/g, (_whole, names: string) => `(${names.replaceAll(',', '|')})`)

/** What is set as code and is a path: not an address of the site, nor a package of npm. */
const pathsIn = (document: string): string[] =>
  [
    ...readFileSync(document, 'utf8')
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/`([^`\n]+)`/g),
  ]
    .map(([, text = '']) => text)
    .filter((text) => /^[\w.([{*][\w.()[\]{},*/-]*$/.test(text))
    .filter((text) => text.includes('/') || /\.(ts|tsx|js|json|md|typ)$/.test(text))

const missing = (document: string, isThere: (path: string) => boolean): string[] => {
  const paths = pathsIn(document)
  expect(paths.length).toBeGreaterThan(0)
  return paths.filter((path) => !isThere(path))
}

test.each(['docs/asvs.md', 'docs/threat-model.md'])('every file that %s names is there', (document) => {
  const isThere = (path: string) =>
    existsSync(path) || tree.some((each) => new RegExp(`^${namedBy(path)}$`).test(each))
  expect(missing(document, isThere)).toEqual([])
})

test('every file that docs/map.md names is there, in the room it is named in or below', () => {
  const isThere = (path: string) => tree.some((each) => new RegExp(`(^|/)${namedBy(path)}$`).test(each))
  expect(missing('docs/map.md', isThere)).toEqual([])
})
