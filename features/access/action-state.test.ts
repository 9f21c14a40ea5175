import { expect, test } from 'vitest'
import { inputOf } from './action-state.ts'

const formOf = (fields: (readonly [string, string])[]): FormData => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

test('a field given once is its value, one given several times is a list, and React’s own are left out', () => {
  const form = formOf([
    ['$ACTION_ID_1', ''],
    ['device', 'a'],
    ['note', ''],
    ['device', 'b'],
    ['__proto__', 'x'],
  ])
  const input = inputOf(form)
  expect(Object.entries(input)).toEqual([
    ['device', ['a', 'b']],
    ['note', ''],
    ['__proto__', 'x'],
  ])
  expect(Object.getPrototypeOf(input)).toBe(Object.prototype)
})

test.each([
  ['names', (field: number) => `field ${field}`],
  ['values of one name', () => 'field'],
])('a stranger’s form of thirty thousand %s holds nobody up', (_what, nameOf) => {
  const form = formOf(Array.from({ length: 30_000 }, (_, field) => [nameOf(field), 'a']))
  const before = performance.now()
  inputOf(form)
  expect(performance.now() - before).toBeLessThan(2000)
})
