import fc from 'fast-check'
import { expect, test } from 'vitest'
import { languages } from '#domain/language.ts'
import { languageCookie, languageFor } from './language.ts'

test.each([
  ['fr', 'en-GB,en;q=0.9', 'fr'],
  ['de', 'fr-CA', 'fr'],
  [undefined, 'da,fr;q=0.8,en;q=0.7', 'fr'],
  [undefined, 'en;q=0.3, FR-be;q=0.9', 'fr'],
  [undefined, 'fr;q=0, en', 'en'],
  [undefined, 'fr;q=nonsense', 'en'],
  [undefined, 'da', 'en'],
  [undefined, null, 'en'],
])('a choice of %s and a browser asking for %s gives %s', (chosen, accept, expected) => {
  expect(languageFor(chosen, accept)).toBe(expected)
})

test('whatever the headers hold, the answer is a language we speak', () => {
  fc.assert(
    fc.property(fc.option(fc.string(), { nil: undefined }), fc.option(fc.string()), (chosen, accept) => {
      expect(languages).toContain(languageFor(chosen, accept))
    }),
  )
})

test.each([
  ['https://pomona.example', { name: '__Host-pomona-language', secure: true }],
  ['http://localhost:3000', { name: 'pomona-language', secure: false }],
])(
  'where Pomona is reached as %s the choice is kept in a cookie tied to it as far as browsers can',
  (address, cookie) => {
    expect(languageCookie(address)).toEqual(cookie)
  },
)
