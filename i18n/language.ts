import { isLanguage, type Language, languages } from '#domain/language.ts'

/**
 * The cookie that remembers a chosen language; the choice of the browser stands until there is one. By https it is tied to
 * this host, as those in adapters/auth.ts are.
 */
export const languageCookie = (address: string): { name: string; secure: boolean } => {
  const secure = address.startsWith('https:')
  return { name: `${secure ? '__Host-' : ''}pomona-language`, secure }
}

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
