import type { Language } from './language.ts'

/**
 * A date as Intl writes it, with the ordinal that French has for the first of a month: « 1er décembre ». Unicode's
 * French dates (CLDR `d MMMM y`) have the bare number for every day.
 */
export const withOrdinal = (date: string, lang: Language): string =>
  lang === 'fr' ? date.replace(/(?<!\S)1(?=\s\p{L})/u, '1er') : date
