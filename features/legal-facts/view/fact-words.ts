import { getLocale, getTranslations } from 'next-intl/server'
import type { LegalFact } from '#domain/legal-fact.ts'

/** What legal facts say, where they hold and what they rest on, in the page's words, which are the report's. */
export const legalWords = async () => {
  const t = await getTranslations()
  const names = new Intl.DisplayNames(await getLocale(), { type: 'region' })
  const countryName = (code: string) => names.of(code) ?? code
  return {
    countryName,
    subject: ({ subject }: Pick<LegalFact, 'subject'>) => t(`reports.document.legal.${subject}`),
    scope: ({ scope }: Pick<LegalFact, 'scope'>): string => {
      if (scope === 'euEea' || scope === 'everywhere') return t(`legalFacts.scopes.${scope}`)
      return countryName(scope)
    },
    says: (fact: LegalFact): string => saysOf(fact, t, countryName),
    basis: ({ basis, basisWords }: Pick<LegalFact, 'basis' | 'basisWords'>): string =>
      basisWords ?? (basis ? t(basis) : t('legalFacts.none')),
  }
}

type Translate = Awaited<ReturnType<typeof getTranslations<never>>>

const saysOf = (fact: LegalFact, t: Translate, countryName: (code: string) => string): string => {
  const { value } = fact
  if (value === null) return t('legalFacts.notStated')
  if (typeof value === 'string') {
    if (fact.subject === 'contract' || fact.subject === 'authority') return value
    return fact.subject === 'deletion'
      ? t('reports.document.legal.deletionReasonable')
      : t(`reports.document.legal.roles.${value}`)
  }
  if ('entity' in value) {
    const { entity, locality, country } = value
    return [entity, locality, countryName(country)].filter((part) => part !== null).join(', ')
  }
  if ('words' in value) return value.words
  const safeguard = t(`reports.document.legal.safeguards.${value.safeguard}`, {
    country: countryName(value.to),
  })
  return `${safeguard} ${t(`reports.document.legal.framework.${value.dataPrivacyFramework}`)}`
}
