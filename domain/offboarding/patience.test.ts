import { expect, test } from 'vitest'
import { lookAgainMs } from './patience.ts'

test('what is waited for is looked for soon at first, then every two minutes', () => {
  expect([0, 1, 5, 6, 60].map(lookAgainMs)).toEqual([2_000, 4_000, 64_000, 120_000, 120_000])
})
