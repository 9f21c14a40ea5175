import { describe, expect, test } from 'vitest'
import { reportWords } from './words.ts'

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
      /^23 November 2026.*00:30 (CET|GMT\+1)$/,
    )
  })
})
