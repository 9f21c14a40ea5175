import { createTranslator, type Messages } from 'next-intl'
import { settings } from '#adapters/env.ts'
import { type Language, languages, localeOf } from '#domain/language.ts'
import { withOrdinal } from '#domain/ordinal.ts'
import en from '#messages/en.json' with { type: 'json' }
import fr from '#messages/fr.json' with { type: 'json' }

const messages: Record<Language, Messages> = { en, fr }

/** Node takes the locale from LC_ALL, LC_MESSAGES or LANG, as other programs do. */
const systemLanguage = (): Language => {
  const { locale } = Intl.DateTimeFormat().resolvedOptions()
  return languages.find((language) => locale.startsWith(language)) ?? 'en'
}

/** The language of the terminal. That of a report is asked for by `--lang`. */
export const language: Language = settings().language ?? systemLanguage()

const locale = localeOf[language]

/** A sentence that is missing must not hide what happened: its key stands in its place. */
export const t = createTranslator({ locale, messages: messages[language], onError: () => {} })

const numbers = new Intl.NumberFormat(locale)

/** A count. One that is not known is a dash, never a zero. */
export const number = (value: number | null): string => (value === null ? '–' : numbers.format(value))

const calendar = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const
const written = (at: Date | null, form: Intl.DateTimeFormatOptions): string =>
  at ? withOrdinal(new Intl.DateTimeFormat(locale, form).format(at), language) : '–'

/**
 * A moment in a time zone (IANA name), which is told with it: an organisation's, as its pages and reports have it.
 * Undefined is this machine's.
 */
export const moment = (at: Date | null, timeZone: string | undefined): string =>
  written(at, { ...calendar, ...clock, timeZone })

/** The day a moment falls on in a time zone. */
export const day = (at: Date | null, timeZone: string): string => written(at, { ...calendar, timeZone })
