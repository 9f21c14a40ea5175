import type { DateTimeFormatOptions } from 'next-intl'
import { getFormatter, getLocale } from 'next-intl/server'
import { languageOf } from '#domain/language.ts'
import { withOrdinal } from '#domain/ordinal.ts'

/** Writes moments in the language of the page, in the organisation's time zone unless another is named. */
export const datesHere = async (): Promise<(at: Date, form: DateTimeFormatOptions) => string> => {
  const format = await getFormatter()
  const lang = languageOf(await getLocale())
  return (at, form) => withOrdinal(format.dateTime(at, form), lang)
}
