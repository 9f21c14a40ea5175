import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked } from './mask.ts'

test.each([
  ['mette@lindegaard.example', 'm••••@lindegaard.example'],
  ['mo@lindegaard.example', '••••@lindegaard.example'],
  ['F9FXK2LPCD12', 'F9F••••12'],
  ['iPad', 'i••••'],
  ['+45', '••••'],
  ['', '••••'],
  ['👩‍💻🦊🐻🐼🐨🐯🦁🐮🐷🐸', '👩\u200d💻••••🐷🐸'],
])('%s is shown as %s', (value, shown) => expect(masked(value)).toBe(shown))

test('half of a value or more stays hidden, however long it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'b', '7', '-') }), (value) => {
      const told = masked(value).replaceAll('•', '').length
      expect(told).toBeLessThanOrEqual(value.length / 2)
    }),
  )
})
