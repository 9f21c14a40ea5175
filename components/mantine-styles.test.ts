import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('..', import.meta.url).pathname

/** Names imported from `@mantine/core` in files that draw something. */
function importedNames(): string[] {
  const files = globSync(['app/**/*.tsx', 'components/**/*.tsx', 'features/**/*.tsx'], { cwd: root })
  const statements = files.flatMap((file) => [
    ...readFileSync(`${root}${file}`, 'utf8').matchAll(
      /import (?!type)\{([^}]*)\} from '@mantine\/core(?:\/[^']*)?'/g,
    ),
  ])
  return statements.flatMap(([, names = '']) => names.split(',').map((name) => name.trim())).filter(Boolean)
}

/** Components that borrow the stylesheet of another. */
const borrowed: Record<string, string[]> = {
  TextInput: ['Input'],
  Textarea: ['Input'],
  NativeSelect: ['Input'],
  PasswordInput: ['Input', 'PasswordInput'],
  Checkbox: ['InlineInput', 'Checkbox'],
  Radio: ['InlineInput', 'Radio'],
}

test('every Mantine component in use has its stylesheet', () => {
  const listed = readFileSync(`${root}components/mantine.css`, 'utf8')
  const missing = importedNames()
    .flatMap((name) => borrowed[name] ?? [name])
    .filter((name) => existsSync(`${root}node_modules/@mantine/core/styles/${name}.layer.css`))
    .filter((name) => !listed.includes(`/${name}.layer.css`))
  expect(missing).toEqual([])
})
