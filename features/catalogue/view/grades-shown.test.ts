import { expect, test } from 'vitest'
import type { Source } from '#domain/grade.ts'
import { gradesShown } from './grades-shown.ts'

const at = '2026-11-22T00:00:00.000Z'
const observed: Source = { grade: 'observed', reading: 'r', at }
const stated: Source = { grade: 'stated', by: 'Pomona', at }
const documented: Source = { grade: 'documented', edition: '2023-12', row: 1 }

test('a legend has each mark of the page once, in the order of the grades, and no other', () => {
  expect(gradesShown([stated, observed, stated, documented])).toEqual(['documented', 'observed', 'stated'])
  expect(gradesShown([])).toEqual([])
})
