import { getLocale, getTranslations } from 'next-intl/server'
import { longDays } from '#features/catalogue/view/long-day.ts'

/** Shown in their own place on the page. */
const shownElsewhere = new Set(['name', 'appleId', 'expiresAt', 'missing'])
/** Compared letter by letter. */
const exact = new Set(['topic', 'serialNumber'])

export type Fact = { key: string; value: string }

/** What Intune says about a connection, in words: names from `messages.connections.facts`. */
export const factWords = async (facts: Fact[]) => {
  const t = await getTranslations('connections')
  const longDay = await longDays()
  const countries = new Intl.DisplayNames([await getLocale()], { type: 'region' })
  const value = ({ key, value: said }: Fact): string => {
    if (said === 'true') return t('yes')
    if (said === 'false') return t('no')
    if (key === 'country' && /^[a-z]{2}$/i.test(said)) return countries.of(said.toUpperCase()) ?? said
    if (key === 'expiresAt') return longDay(new Date(said))
    return /^\w+$/.test(said) && t.has(`factValues.${key}.${said}`) ? t(`factValues.${key}.${said}`) : said
  }
  return facts
    .filter(({ key }) => !shownElsewhere.has(key))
    .map((fact) => ({
      id: fact.key,
      term: t.has(`facts.${fact.key}`) ? t(`facts.${fact.key}`) : fact.key,
      description: value(fact),
      mono: exact.has(fact.key),
    }))
}
