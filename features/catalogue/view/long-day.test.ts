import { expect, test } from 'vitest'
import { type Language, localeOf } from '#domain/language.ts'
import { withOrdinal } from './long-day.ts'

const written = (day: string, lang: Language) =>
  withOrdinal(
    new Intl.DateTimeFormat(localeOf[lang], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day)),
    lang,
  )

test.each([
  ['2026-12-01', 'fr', '1er décembre 2026'],
  ['2026-12-11', 'fr', '11 décembre 2026'],
  ['2026-12-21', 'fr', '21 décembre 2026'],
  ['2026-12-01', 'en', '1 December 2026'],
] as const)('%s is written in %s as %s', (day, lang, expected) => {
  expect(written(day, lang)).toBe(expected)
})
