import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backSince, daysDue, daysOf, nextLook } from './recheck.ts'

const endedAt = new Date('2026-01-01T12:00:00Z')
const daysOn = (days: number) => new Date(endedAt.getTime() + days * 86_400_000)
const ended = (looked: number[] = [], isOfSchool = false) => ({ endedAt, isOfSchool, looked })

describe('what a case ended is looked for again', () => {
  it.each<[string, ReturnType<typeof ended>, number, number[]]>([
    ['not on the day itself', ended(), 0.9, []],
    ['after a day', ended(), 1, [1]],
    ['not twice for a day', ended([1]), 6.9, []],
    ['after a week', ended([1]), 7, [7]],
    ['once for all days that nobody saw', ended(), 40, [1, 7, 30]],
    ['three months on', ended([1, 7, 30]), 90, [90]],
    ['and then no more', ended([1, 7, 30, 90]), 400, []],
    ['of a school past Apple’s longest period', ended([1, 7, 30, 90], true), 121, [121]],
  ])('%s', (_, facts, days, due) => {
    expect(daysDue(facts, daysOn(days))).toEqual(due)
  })

  it('always until its last day, and never before the next', () => {
    const pasts = fc.record({
      looked: fc.subarray([...daysOf({ isOfSchool: true })]),
      isOfSchool: fc.boolean(),
    })
    fc.assert(
      fc.property(pasts, fc.integer({ min: 0, max: 200 }), (past, days) => {
        const facts = { endedAt, ...past }
        const next = nextLook(facts)
        const due = daysDue(facts, daysOn(days))
        expect(next === null).toBe(daysOf(facts).every((day) => past.looked.includes(day)))
        expect(due.length > 0).toBe(next !== null && next <= daysOn(days))
      }),
    )
  })
})

describe('since when something is back', () => {
  const at = new Date('2026-11-30T10:00:00Z')
  const looks = [{ connectionId: 'one', found: 'present', checkedAt: at }]
  const ended = { id: 'one', returnedAt: null, sharesAgain: false }
  it('is told by a look until a reading tells, and by no look once what came back has ended too', () => {
    expect(backSince(ended, looks)).toEqual(at)
    expect(
      backSince(ended, [{ ...looks[0], connectionId: 'one', found: 'gone', checkedAt: at }, ...looks]),
    ).toBeNull()
    expect(backSince({ ...ended, id: 'other' }, looks)).toBeNull()
    const later = new Date('2026-12-01T10:00:00Z')
    expect(backSince({ ...ended, returnedAt: later, sharesAgain: true }, looks)).toEqual(later)
    expect(backSince({ ...ended, returnedAt: later }, looks)).toBeNull()
  })
})
