import { expect, test } from 'vitest'
import type { Source } from '#domain/grade.ts'
import { countsSomeTwice } from './connection-counts.ts'

const observed: Source = { grade: 'observed', reading: 'r', at: '2026-11-22T00:00:00.000Z' }

const connectionOf = (devices: number | null, people: number | null) => ({
  population: { value: { devices, people, administrators: null }, source: observed },
})

const serviceOf = (
  devices: number | null,
  people: number | null,
  connections: ReturnType<typeof connectionOf>[],
) => ({
  connections,
  population: { value: { devices, people, administrators: null }, source: observed },
})

test.each([
  ['two tokens that share nobody', serviceOf(5, 2, [connectionOf(3, 1), connectionOf(2, 1)]), false],
  ['a device on two tokens', serviceOf(4, 2, [connectionOf(3, 1), connectionOf(2, 1)]), true],
  ['a person on two tokens', serviceOf(5, 1, [connectionOf(3, 1), connectionOf(2, 1)]), true],
  [
    'a connection that ended since the count',
    serviceOf(5, 2, [connectionOf(3, 2), connectionOf(0, 0)]),
    false,
  ],
  ['numbers that are not known', serviceOf(null, null, [connectionOf(null, null)]), false],
])('%s', (_what, service, expected) => {
  expect(countsSomeTwice(service)).toBe(expected)
})
