import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysLeft, dueOn, requestEnds, requestSubjects, stepOf } from './access-request.ts'
import { storedDay } from './day.ts'

describe('an answer is due', () => {
  it.each([
    ['2026-11-29', '2026-12-29', '2027-02-28'],
    ['2026-01-31', '2026-02-28', '2026-04-30'],
    ['2028-01-31', '2028-02-29', '2028-04-30'],
    ['2026-12-31', '2027-01-31', '2027-03-31'],
  ])('of one received on %s on %s, extended on %s', (received, due, extended) => {
    expect(dueOn(received, { isExtended: false })).toBe(due)
    expect(dueOn(received, { isExtended: true })).toBe(extended)
  })

  it('never more than 31 days after it was received, or 92 where it was extended', () => {
    const days = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(days.map(storedDay), (received) => {
        expect(daysLeft(dueOn(received, { isExtended: false }), received)).toBeLessThanOrEqual(31)
        expect(daysLeft(dueOn(received, { isExtended: false }), received)).toBeGreaterThanOrEqual(28)
        expect(daysLeft(dueOn(received, { isExtended: true }), received)).toBeLessThanOrEqual(92)
      }),
    )
  })
})

describe('the next step of a request', () => {
  const standing = { subject: null, isIdentified: false, extracts: 0, end: null }

  it.each([
    [{}, 'find'],
    [{ isIdentified: true }, 'find'],
    [{ subject: 'person' as const }, 'identify'],
    [{ subject: 'nobody' as const, isIdentified: true }, 'extract'],
    [{ subject: 'person' as const, isIdentified: true, extracts: 2 }, 'answer'],
    [{ end: 'withdrawn' as const }, 'over'],
  ])('with %j is %s', (known, step) => {
    expect(stepOf({ ...standing, ...known })).toBe(step)
  })

  it('hands nothing out before it is known whom it is about and that it is they who ask', () => {
    fc.assert(
      fc.property(
        fc.record({
          subject: fc.constantFrom(...requestSubjects, null),
          isIdentified: fc.boolean(),
          extracts: fc.nat(3),
          end: fc.constantFrom(...requestEnds, null),
        }),
        (known) => {
          const mayHandOut = ['extract', 'answer'].includes(stepOf(known))
          expect(mayHandOut).toBe(known.subject !== null && known.isIdentified && known.end === null)
        },
      ),
    )
  })
})
