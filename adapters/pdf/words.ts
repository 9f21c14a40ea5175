import { createTranslator } from 'next-intl'
import { isDay, midnightOf } from '#domain/day.ts'
import { type Language, localeOf } from '#domain/language.ts'
import { withOrdinal } from '#domain/ordinal.ts'
import type { Words } from '#domain/report/document.ts'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }

const messages = { en, fr }

/**
 * The words of reports in one language, chosen by the person who asks for the report. Moments are printed in
 * `timeZone` (IANA name), times of day with its offset, alike in every language; a day is printed as the day it is. Throws on a key
 * without words and on words without their values: a report has no holes.
 */
export const reportWords = (language: Language, timeZone = 'UTC'): Words => {
  const locale = localeOf[language]
  const translate = createTranslator({
    locale,
    timeZone,
    messages: messages[language] as Record<string, unknown>,
    onError: (error) => {
      throw error
    },
  })
  const dayForm = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const day = new Intl.DateTimeFormat(locale, { ...dayForm, timeZone })
  const namedDay = new Intl.DateTimeFormat(locale, { ...dayForm, timeZone: 'UTC' })
  const timeForm = {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'shortOffset',
  } as const
  const minute = new Intl.DateTimeFormat(locale, timeForm)
  const second = new Intl.DateTimeFormat(locale, { ...timeForm, second: '2-digit' })
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    // Asked without values, the translator prints the names of those that words have places for.
    t: (key, values = {}) => translate(key as never, values as never),
    date: (at, precision) =>
      withOrdinal(
        isDay(at)
          ? namedDay.format(midnightOf(at))
          : precision === 'day'
            ? day.format(new Date(at))
            : inUtcTerms((precision === 'minute' ? minute : second).format(new Date(at))),
        language,
      ),
    number: (value) => numbers.format(value),
    country: (code) => countries.of(code) ?? code,
  }
}

/** English says GMT where French says UTC; and a zone without an offset needs no “+0”. */
const inUtcTerms = (minute: string): string => minute.replace('GMT', 'UTC').replace(/UTC\+0$/, 'UTC')
