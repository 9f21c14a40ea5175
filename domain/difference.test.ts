import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceOf, type Interval, stoodAt } from './difference.ts'

type Row = Interval & { key: string; value: string }
const row = (key: string, value: string, since: number, until: number | null = null): Row => ({
  key,
  value,
  since,
  until,
})
const keyOf = ({ key }: Row) => key
const isSame = (a: Row, b: Row) => a.value === b.value

describe('the difference of two readings', () => {
  test('tells what appeared, vanished and changed', () => {
    const stays = row('stays', 'x', 1)
    const comes = row('comes', 'x', 3)
    const goes = row('goes', 'x', 1, 3)
    const old = row('name', 'old', 1, 3)
    const renamed = row('name', 'new', 3)
    expect(differenceOf([stays, comes, goes, old, renamed], { from: 2, to: 3 }, keyOf)).toEqual({
      appeared: [comes],
      vanished: [goes],
      changed: [{ before: old, after: renamed }],
    })
  })

  test('leaves out what came and went in between, and what went and came back the same', () => {
    const rows = [row('brief', 'x', 2, 3), row('back', 'x', 1, 2), row('back', 'x', 3)]
    expect(differenceOf(rows, { from: 1, to: 3 }, keyOf, isSame)).toEqual({
      appeared: [],
      vanished: [],
      changed: [],
    })
  })

  test('leads from what stood at the earlier reading to what stands at the later one, and back', () => {
    const history = fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 })
      .map((marks) => marks.toSorted((a, b) => a - b))
    const things = fc.array(history, { maxLength: 6 }).map((marks) =>
      marks.flatMap((ends, n) =>
        ends.flatMap((since, at) => {
          // Every second stretch between two marks is a stay.
          if (at % 2 === 1) return []
          return [row(`thing ${n}`, String(at), since, ends[at + 1] ?? null)]
        }),
      ),
    )
    fc.assert(
      fc.property(
        things,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 8 }),
        (rows, from, more) => {
          const to = from + more
          const { appeared, vanished, changed } = differenceOf(rows, { from, to }, keyOf)
          const gone = new Set([...vanished, ...changed.map(({ before }) => before)])
          const come = [...appeared, ...changed.map(({ after }) => after)]
          const expected = rows.filter((each) => stoodAt(each, from) && !gone.has(each))
          expect(new Set([...expected, ...come])).toEqual(new Set(rows.filter((each) => stoodAt(each, to))))
        },
      ),
    )
  })
})
