import { expect, test } from 'vitest'
import { isRecent, recentSeconds } from './session.ts'

test.each([
  [0, true],
  [recentSeconds * 1000 - 1, true],
  [recentSeconds * 1000, false],
  [12 * 60 * 60 * 1000, false],
])('whoever signed in %i ms ago signed in recently: %s', (ms, recent) => {
  const now = new Date('2026-11-29T12:00:00Z')
  expect(isRecent(new Date(now.getTime() - ms), now)).toBe(recent)
})
