/** The languages the product speaks, the first being the one for everybody else. */
export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

/** The cookie that remembers a chosen language; the choice of the browser stands until there is one. */
export const languageCookie = 'pomona_language'

/** How each language writes dates and numbers; the same as in reports. */
export const localeOf: Record<Language, string> = { en: 'en-GB', fr: 'fr-FR' }

/** The language of a locale of ours. */
export const languageOf = (locale: string): Language =>
  languages.find((language) => localeOf[language] === locale) ?? languages[0]

export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value)

/** A wanted language and how much, from one range of `Accept-Language` (RFC 9110, 12.5.4). */
function wish(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';').map((part) => part.trim())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { language: tag.toLowerCase().split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 }
}

/**
 * The language for a request: the remembered choice, else the most wanted one we speak, else English.
 * Never fails, whatever the two headers hold.
 */
export function languageFor(chosen: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(chosen)) return chosen
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(wish)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language)
    .find(isLanguage)
  return wanted ?? languages[0]
}
