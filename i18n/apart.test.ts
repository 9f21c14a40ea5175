import { expect, test } from 'vitest'
import { writtenApart } from './apart.ts'

test.each([
  ['their days', '2027-06-27T08:11:00Z', '2027-06-28T08:11:00Z', ['27 Jun 2027', '28 Jun 2027']],
  [
    'the minute',
    '2027-06-27T08:11:00Z',
    '2027-06-27T19:02:00Z',
    ['27 Jun 2027, 10:11', '27 Jun 2027, 21:02'],
  ],
  [
    'the second',
    '2027-06-27T08:11:05Z',
    '2027-06-27T08:11:09Z',
    ['27 Jun 2027, 10:11:05', '27 Jun 2027, 10:11:09'],
  ],
  [
    'days that differ in the time zone alone',
    '2027-06-27T08:11:00Z',
    '2027-06-27T22:30:00Z',
    ['27 Jun 2027', '28 Jun 2027'],
  ],
])('two moments are told apart by %s', (_, one, other, expected) => {
  const write = (at: Date, form: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...form, timeZone: 'Europe/Paris' }).format(at)
  expect(writtenApart(write, new Date(one), new Date(other))).toEqual(expected)
})
