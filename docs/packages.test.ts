import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = { integrity?: string; link?: boolean }

test('what is installed is held to a hash', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Entry>
  }
  const { '': project, ...installed } = packages
  expect(project).toBeDefined()
  const unheld = Object.entries(installed).filter(
    ([, { integrity, link }]) => !link && !integrity?.startsWith('sha512-'),
  )
  expect(unheld.map(([path]) => path)).toEqual([])
})
