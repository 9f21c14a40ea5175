import { expect, test } from 'vitest'
import { lookAgainOn } from './account-end.ts'

const today = '2026-11-22'
const of = { kind: 'managed', isSchool: false, requestedOn: '', today } as const

test('a deletion is looked for when Apple has had the longest it takes over an account of its kind', () => {
  expect(lookAgainOn(of)).toBe('2026-12-22')
  expect(lookAgainOn({ ...of, isSchool: true })).toBe('2027-03-22')
  expect(lookAgainOn({ ...of, kind: 'personal' })).toBe('2026-11-29')
})

test('it is counted from the day of the request, and is never a day that is over', () => {
  expect(lookAgainOn({ ...of, requestedOn: '2026-11-12' })).toBe('2026-12-12')
  expect(lookAgainOn({ ...of, kind: 'personal', requestedOn: '2026-11-12' })).toBe(today)
})

test('it is counted from today while what is typed is no day', () => {
  for (const requestedOn of ['', '2026-02-31', '12.11.2026'])
    expect(lookAgainOn({ ...of, requestedOn })).toBe('2026-12-22')
})
