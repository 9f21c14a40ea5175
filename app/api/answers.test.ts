import { expect, test } from 'vitest'
import { settings } from '#adapters/env.ts'
import { isFromHere } from './answers.ts'

test.each<[string, Record<string, string>, boolean]>([
  ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: settings().url }, true],
  ['a page elsewhere', { 'sec-fetch-site': 'cross-site', origin: settings().url }, false],
  ['another host of the domain', { 'sec-fetch-site': 'same-site' }, false],
  ['an older browser, from here', { origin: new URL(settings().url).origin }, true],
  ['an older browser, from elsewhere', { origin: 'https://evil.example' }, false],
  ['an older browser, from nowhere', { origin: 'null' }, false],
  ['what is no browser', {}, true],
])('%s', (_, headers, isTaken) => {
  expect(isFromHere(new Request('http://localhost/', { headers }))).toBe(isTaken)
})
