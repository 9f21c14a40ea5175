import { expect, test } from 'vitest'
import { lookAgainMs, tryAgainMs } from './patience.ts'

test('what is waited for is looked for soon at first, then every two minutes', () => {
  expect([0, 1, 5, 6, 60].map(lookAgainMs)).toEqual([2_000, 4_000, 64_000, 120_000, 120_000])
})

test('a fault that may pass is looked past for some two minutes, then a person is asked', () => {
  const waits = [0, 1, 2, 3, 4, 5].map((tries) => tryAgainMs(tries) ?? 0)
  expect(waits.reduce((sum, each) => sum + each)).toBe(126_000)
  expect(tryAgainMs(6)).toBeNull()
})
