import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factorPath, ownPath, signInPath } from './asked-path.ts'

test.each([
  ['/audit?page=2', '/audit?page=2'],
  ['/', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/./\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [['/audit'], '/'],
  [undefined, '/'],
])('%s leads back to %s', (given, expected) => {
  expect(ownPath(given)).toBe(expected)
})

test('whatever is given, a browser that follows it stays on this site', () => {
  const hostile = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.string({ unit: fc.constantFrom('/', '\\', '.', '@', ':', '\t', 'a') }),
  )
  fc.assert(
    fc.property(hostile, (given) => {
      expect(new URL(ownPath(given), 'https://pomona.example').origin).toBe('https://pomona.example')
      expect(new URL(ownPath(`/${given}`), 'https://pomona.example').origin).toBe('https://pomona.example')
    }),
  )
})

test('the way to sign-in remembers what was asked for', () => {
  expect(signInPath('/inventory/apns?as-of=2026-01-01')).toBe(
    '/sign-in?next=%2Finventory%2Fapns%3Fas-of%3D2026-01-01',
  )
  expect(signInPath('/')).toBe('/sign-in')
  expect(factorPath('/members')).toBe('/sign-in/second-factor?next=%2Fmembers')
  expect(factorPath('https://elsewhere.example/')).toBe('/sign-in/second-factor')
})
