import { expect, test } from 'vitest'
import { type Language, localeOf } from './language.ts'
import { withOrdinal } from './ordinal.ts'

const written = (day: string, lang: Language, form: Intl.DateTimeFormatOptions) =>
  withOrdinal(
    new Intl.DateTimeFormat(localeOf[lang], { ...form, timeZone: 'UTC' }).format(new Date(day)),
    lang,
  )
const long = { dateStyle: 'long' } as const

test.each([
  ['2026-12-01', 'fr', long, '1er décembre 2026'],
  ['2026-12-11', 'fr', long, '11 décembre 2026'],
  ['2026-12-21', 'fr', long, '21 décembre 2026'],
  ['2026-12-01', 'en', long, '1 December 2026'],
  ['2026-12-01', 'fr', { dateStyle: 'medium' }, '1er déc. 2026'],
  ['2026-12-01', 'fr', { dateStyle: 'full' }, 'mardi 1er décembre 2026'],
  ['2026-12-02T01:01Z', 'fr', { dateStyle: 'medium', timeStyle: 'short' }, '2 déc. 2026, 01:01'],
] as const)('%s is written in %s, in the form %j, as %s', (day, lang, form, expected) => {
  expect(written(day, lang, form)).toBe(expected)
})
