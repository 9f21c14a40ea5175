import { describe, expect, test } from 'vitest'
import { nextMailing, typedAddresses } from './checkpoint-mail.ts'

describe('the next mailing', () => {
  test.each([
    ['the same day, before the hour', '2026-12-01T05:59:00Z', 'Europe/Copenhagen', 7, '2026-12-01T06:00:00Z'],
    ['the next day, at the hour', '2026-12-01T06:00:00Z', 'Europe/Copenhagen', 7, '2026-12-02T06:00:00Z'],
    ['a day that began here already', '2026-12-01T23:30:00Z', 'Europe/Copenhagen', 1, '2026-12-02T00:00:00Z'],
    [
      'the same hour, when clocks went back',
      '2026-10-24T20:00:00Z',
      'Europe/Paris',
      7,
      '2026-10-25T06:00:00Z',
    ],
    ['the same hour, when clocks went on', '2026-03-28T20:00:00Z', 'Europe/Paris', 7, '2026-03-29T05:00:00Z'],
    ['an hour that is left out that day', '2026-03-28T20:00:00Z', 'Europe/Paris', 2, '2026-03-29T01:00:00Z'],
    ['half an hour off', '2026-12-01T00:00:00Z', 'Asia/Kolkata', 7, '2026-12-01T01:30:00Z'],
  ])('is at %s', (_, after, zone, hour, next) => {
    expect(nextMailing(new Date(after), zone, hour)).toEqual(new Date(next))
  })
})

test('addresses may stand one a line or with signs between, with empty lines among them', () => {
  expect(typedAddresses(' a@b.example\r\n\r\nc@d.example; e@f.example,g@h.example\n')).toEqual([
    'a@b.example',
    'c@d.example',
    'e@f.example',
    'g@h.example',
  ])
  expect(typedAddresses(' \n')).toEqual([])
})
