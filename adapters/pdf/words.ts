import { createTranslator } from 'next-intl'
import type { ReportLanguage, Words } from '#domain/report/document.ts'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }

const messages = { en, fr }
const locales = { en: 'en-GB', fr: 'fr-FR' }

/**
 * The words of reports in one language, chosen by the person who asks for the report. Times are printed in
 * `timeZone` (IANA name) with its abbreviation. Throws on a key without words: a report has no holes.
 */
export const reportWords = (language: ReportLanguage, timeZone = 'UTC'): Words => {
  const locale = locales[language]
  const translate = createTranslator({
    locale,
    timeZone,
    messages: messages[language] as Record<string, unknown>,
    onError: (error) => {
      throw error
    },
  })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone })
  const minute = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  })
  const countries = new Intl.DisplayNames(locale, { type: 'region' })
  const numbers = new Intl.NumberFormat(locale)
  return {
    t: (key, values) => translate(key as never, values as never),
    date: (at, precision) =>
      firstOfMonth((precision === 'day' ? day : minute).format(new Date(at)), language),
    number: (value) => numbers.format(value),
    country: (code) => countries.of(code) ?? code,
  }
}

/** French writes the first of a month as an ordinal, which Intl leaves out: “1er mars 2027”. */
const firstOfMonth = (date: string, language: ReportLanguage): string =>
  language === 'fr' ? date.replace(/^1(?= )/, '1er') : date
