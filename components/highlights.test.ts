import fc from 'fast-check'
import { expect, test } from 'vitest'
import { highlightsIn } from './highlights.ts'

const shown = (text: string, sought: string) =>
  highlightsIn(text, sought)
    .map(({ part, isSought }) => (isSought ? `[${part}]` : part))
    .join('')

test.each([
  ['Karen Lind', 'lind', 'Karen [Lind]'],
  ['Numéro de série', 'SERIE', 'Numéro de [série]'],
  ['anna@anna.example', 'anna', '[anna]@[anna].example'],
  ['Karen', '', 'Karen'],
  ['Karen', 'x', 'Karen'],
  ['F9FXH2KQ1MF3', 'f9fx', '[F9FX]H2KQ1MF3'],
])('of “%s” “%s” is set off', (text, sought, expected) => {
  expect(shown(text, sought)).toBe(expected)
})

test('nothing is lost or added', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, sought) => {
      const parts = highlightsIn(text, sought)
      expect(parts.map(({ part }) => part).join('')).toBe(text.normalize('NFC'))
      expect(parts.every(({ part }) => part !== '')).toBe(true)
    }),
  )
})
