import { expect, it } from 'vitest'
import { explain } from './not-started.ts'

const failure = (code: string) => Object.assign(new Error(`${code}: it failed`), { code })

it.each([
  ['ENOSPC', 'The disk that holds /data is full.'],
  ['53100', 'The disk that holds /data is full.'],
  ['EACCES', 'Pomona may not write to /data.'],
  ['ENOTDIR', '/data is not a folder.'],
  ['ECONNREFUSED', 'The database does not answer.'],
  ['28P01', 'The database refuses the user or password.'],
  ['3D000', 'The database named in DATABASE_URL does not exist.'],
])('%s is explained in a sentence', (code, sentence) => {
  const said = explain(failure(code), '/data')
  expect(said).toContain(sentence)
  expect(said).not.toContain('\n')
})

it('what nobody foresaw is shown whole', () => {
  expect(explain(new Error('surprise'), '/data')).toContain('not-started.test.ts')
})
