import { expect, test, vi } from 'vitest'
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

// FormData looks through all fields at each of these: n of them for n fields held the web server for minutes.
test('a stranger’s form of thousands of fields is gone through once', () => {
  const form = formOf(Array.from({ length: 30_000 }, (_, field) => [`field ${field}`, 'a']))
  const lookups = (['get', 'getAll', 'has'] as const).map((name) => vi.spyOn(form, name))
  expect(Object.keys(inputOf(form))).toHaveLength(30_000)
  for (const lookup of lookups) expect(lookup).not.toHaveBeenCalled()
})
