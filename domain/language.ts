/** The languages the product speaks, on screen and in reports; the first is the one for everybody else. */
export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value)

/** How each language writes dates and numbers. */
export const localeOf: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }

/** The language of a locale of ours. */
export const languageOf = (locale: string): Language =>
  languages.find((language) => localeOf[language] === locale) ?? languages[0]
