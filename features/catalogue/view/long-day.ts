import { getFormatter } from 'next-intl/server'
import type { Language } from '#domain/language.ts'
import { langHere } from './lang.ts'

/**
 * French says the first of a month as an ordinal, « 1er décembre ». Unicode's long French date (CLDR `d MMMM y`)
 * has the bare number for every day.
 */
export const withOrdinal = (day: string, lang: Language): string =>
  lang === 'fr' ? day.replace(/^1(?=\s)/, '1er') : day

/** Writes a day out, in the organisation's time zone unless another is named. */
export const longDays = async (): Promise<(at: Date, timeZone?: string) => string> => {
  const format = await getFormatter()
  const lang = await langHere()
  return (at, timeZone) =>
    withOrdinal(format.dateTime(at, { dateStyle: 'long', ...(timeZone && { timeZone }) }), lang)
}
