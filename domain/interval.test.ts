import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divide, type Interval, knownAt, overlap, standsAt } from './interval.ts'

const readings = Array.from({ length: 14 }, (_, at) => at)
const anyInterval = fc
  .tuple(fc.nat(8), fc.option(fc.integer({ min: 1, max: 4 })))
  .map(([since, length]): Interval => ({ since, until: length === null ? null : since + length }))

/** Intervals one after the other, with or without a gap, of which only the last may go on. */
const anyRow = fc
  .array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 3 })), { maxLength: 4 })
  .chain((steps) => fc.boolean().map((goesOn) => rowOf(steps, goesOn)))

const rowOf = (steps: [number, number][], goesOn: boolean): Interval[] => {
  let at = 0
  return steps.map(([gap, length], position) => {
    const since = at + gap
    at = since + length
    return { since, until: goesOn && position === steps.length - 1 ? null : at }
  })
}

test('an overlap stands exactly where both stand', () => {
  fc.assert(
    fc.property(anyInterval, anyInterval, (one, other) => {
      const common = overlap(one, other)
      for (const reading of readings) {
        const both = standsAt(one, reading) && standsAt(other, reading)
        expect(common !== null && standsAt(common, reading)).toBe(both)
      }
    }),
  )
})

test('what is known at a reading stands at it and before as it really did, and tells no later end', () => {
  fc.assert(
    fc.property(anyInterval, fc.nat(12), (interval, then) => {
      const [known] = knownAt([interval], then)
      for (const reading of readings.filter((each) => each <= then)) {
        expect(known !== undefined && standsAt(known, reading)).toBe(standsAt(interval, reading))
      }
      expect(known?.until ?? 0).toBeLessThanOrEqual(then)
    }),
  )
})

describe('an interval divided', () => {
  test('is whole again: no reading twice, none lost, each under the divider that stands there', () => {
    fc.assert(
      fc.property(anyInterval, anyRow, (whole, dividers) => {
        const parts = divide(whole, dividers)
        for (const reading of readings) {
          const here = parts.filter((part) => standsAt(part, reading))
          expect(here).toHaveLength(standsAt(whole, reading) ? 1 : 0)
          const divider = dividers.find((each) => standsAt(each, reading)) ?? null
          if (here[0]) expect(here[0].divider).toBe(divider)
        }
      }),
    )
  })

  test('by a hand-over ends with the one person and goes on with the other', () => {
    const karen = { since: 1, until: 3, name: 'Karen' }
    const jonas = { since: 3, until: null, name: 'Jonas' }
    expect(divide({ since: 2, until: null }, [jonas, karen])).toEqual([
      { since: 2, until: 3, divider: karen },
      { since: 3, until: null, divider: jonas },
    ])
  })
})
