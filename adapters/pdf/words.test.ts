import { describe, expect, test } from 'vitest'
import { reportWords } from './words.ts'

test.each(['en', 'fr'] as const)('words without the values they need are refused, in %s', (language) => {
  expect(() => reportWords(language).t('reviews.due.numbers')).toThrow()
  expect(() => reportWords(language).t('reviews.due.numbers', { is: '3 devices' })).toThrow()
})

describe('dates of a report', () => {
  test.each(['America/St_Johns', 'Pacific/Kiritimati'])('a day is printed as it is, in %s too', (zone) => {
    expect(reportWords('en', zone).date('2027-06-20', 'day')).toBe('20 Jun 2027')
    expect(reportWords('fr', zone).date('2027-03-01', 'day')).toBe('1er mars 2027')
  })

  test('a moment is told in the organisation’s zone', () => {
    const at = '2026-11-22T23:30:00Z'
    expect(reportWords('en', 'Europe/Copenhagen').date(at, 'day')).toBe('23 Nov 2026')
    expect(reportWords('en', 'America/St_Johns').date(at, 'day')).toBe('22 Nov 2026')
    expect(reportWords('en', 'Europe/Copenhagen').date(at, 'minute')).toMatch(
      /^23 November 2026.*00:30 UTC\+1$/,
    )
  })

  test('a moment is told to the second where that is asked', () => {
    expect(reportWords('en').date('2026-11-22T17:54:07Z', 'second')).toMatch(/17:54:07 UTC$/)
  })

  test.each([
    ['Europe/Copenhagen', 'UTC+1'],
    ['Europe/London', 'UTC'],
    ['UTC', 'UTC'],
    ['Asia/Kathmandu', 'UTC+5:45'],
  ])('a time of day in %s has the same offset in both languages', (zone, offset) => {
    for (const language of ['en', 'fr'] as const)
      expect(reportWords(language, zone).date('2026-12-01T12:00:00Z', 'minute').split(/\s/).at(-1)).toBe(
        offset,
      )
  })
})
