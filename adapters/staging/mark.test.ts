import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gatherMarks, type Mark, markOf, markText } from './mark.ts'

const gathered = (marks: readonly Mark[]) => {
  const gatherer = gatherMarks()
  for (const mark of marks) gatherer.add(Buffer.from(`--${mark}`, 'latin1'), 2)
  return gatherer.marks()
}

const anyMark = fc.nat({ max: 5000 }).map((number) => markOf('device/x', [String(number)]))

test('what was gathered is current, anything else is not, and what was met is not left', () => {
  fc.assert(
    fc.property(fc.array(anyMark), fc.array(anyMark), (current, met) => {
      const marks = gathered(current)
      for (const mark of met) expect(marks.meet(mark)).toBe(current.includes(mark))
      const left = new Set(current.filter((mark) => !met.includes(mark)))
      expect(new Set(marks.unmet())).toEqual(left)
      marks.forget()
      expect(new Set(marks.unmet())).toEqual(new Set(current))
    }),
  )
})

test('a hundred thousand marks find each other', () => {
  const current = Array.from({ length: 100_000 }, (_, number) => markOf('device/x', [String(number)]))
  const marks = gathered(current)
  expect(current.every((mark) => marks.meet(mark))).toBe(true)
  expect([...marks.unmet()]).toEqual([])
  expect(marks.meet(markOf('device/y', ['1']))).toBe(false)
})

test('a mark is written as PostgreSQL writes a uuid, without its dashes', () => {
  expect(markText(markOf('device/x', ['1']))).toMatch(/^[0-9a-f]{32}$/)
})

const values = fc.array(fc.oneof(fc.string(), fc.boolean(), fc.constant(null)), { maxLength: 4 })

test('equal rows have one mark, and unequal ones two', () => {
  fc.assert(
    fc.property(values, values, (one, other) => {
      const isEqual = JSON.stringify(one) === JSON.stringify(other)
      expect(markOf('device/x', one) === markOf('device/x', other)).toBe(isEqual)
    }),
  )
})
