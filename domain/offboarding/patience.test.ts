import { expect, test } from 'vitest'
import { askAgainMs, lookAgainMs, restsUntil, tryAgainAfterPauseMs, tryAgainMs } from './patience.ts'

test('what is waited for is looked for soon at first, then every two minutes', () => {
  expect([0, 1, 5, 6, 60].map(lookAgainMs)).toEqual([2_000, 4_000, 64_000, 120_000, 120_000])
})

test('a fault that may pass is looked past for some two minutes, then a person is asked', () => {
  const waits = [0, 1, 2, 3, 4, 5].map((tries) => tryAgainMs(tries) ?? 0)
  expect(waits.reduce((sum, each) => sum + each)).toBe(126_000)
  expect(tryAgainMs(6)).toBeNull()
})

test('a pause that Microsoft asks for is kept to, up to an hour, and no longer than a fault is looked past', () => {
  expect([0, 15, 600, 86_400].map((seconds) => tryAgainAfterPauseMs(0, seconds))).toEqual([
    ...[2_000, 15_000, 600_000, 3_600_000],
  ])
  expect(tryAgainAfterPauseMs(6, 15)).toBeNull()
})

test('a task rests until it said it would, but not behind a clock that was set back since', () => {
  const at = (time: string) => new Date(`2026-12-01T${time}Z`)
  const rest = { saidAt: '2026-12-01T12:00:00Z', again: '2026-12-01T12:02:00Z' }
  expect(restsUntil(rest, at('12:00:00'))).toEqual(at('12:02:00'))
  expect(restsUntil(rest, at('12:01:59'))).toEqual(at('12:02:00'))
  expect(restsUntil(rest, at('12:02:00'))).toBeNull()
  expect(restsUntil(rest, at('11:59:59'))).toBeNull()
  expect(restsUntil({ again: rest.again }, at('11:00:00'))).toEqual(at('12:02:00'))
  expect(restsUntil({}, at('12:00:00'))).toBeNull()
})

test('a page of a run asks again while anything may move, also by another person, and rests once it is over', () => {
  expect(askAgainMs('running', false)).toBeLessThan(2_000)
  for (const state of ['confirmed', 'running'] as const) expect(askAgainMs(state, true)).toBe(15_000)
  expect(askAgainMs('needsAttention', false)).toBe(10_000)
  for (const state of ['draft', 'awaitingAccount', 'finished', 'reopened', 'cancelled'] as const)
    expect(askAgainMs(state, false)).toBeNull()
})
