import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestMatches, folded } from './match.ts'

test.each([
  ['Østergaard', 'ostergaard'],
  ['État', 'etat'],
  ['Cœur', 'coeur'],
  ['serial_number', 'serial_number'],
])('%s is sought as %s', (text, expected) => {
  expect(folded(text)).toBe(expected)
})

const seek = (sought: string, texts: string[], most = 10) =>
  bestMatches(sought, texts, (text) => [text], most)

test('the whole text comes before its beginning, a word’s beginning and a part', () => {
  expect(seek('Name', ['rename', 'server_name', 'Full name', 'names', 'name', 'nam'])).toEqual([
    'name',
    'names',
    'server_name',
    'Full name',
    'rename',
  ])
})

test('the best of several texts counts, and none is no match', () => {
  const found = bestMatches(
    'model',
    [{ texts: [null, 'the model', 'model'] }, { texts: [null] }],
    (one) => one.texts,
    5,
  )
  expect(found).toEqual([{ texts: [null, 'the model', 'model'] }])
})

test('finds a part of whatever there is, and never more than asked for', () => {
  const cut = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => folded(text.trim()) !== '')
  fc.assert(
    fc.property(cut, fc.string(), fc.string(), (part, before, after) => {
      const text = `${before} ${part.trim()} ${after}`
      if (!folded(text).includes(folded(part.trim()))) return
      expect(seek(part, [text])).toEqual([text])
      expect(seek(part, [text, text, text], 2)).toHaveLength(2)
    }),
  )
})
