import type { Language } from '../language.ts'
import type { DisclosedOffboarding, DisclosureFacts, Gap } from './disclosure-facts.ts'
import type { Line, Words } from './document.ts'
import { markOf, sourceLine } from './source-words.ts'

/** Everything that could not be checked, a gap an item: what it is about, and why nobody knows. */
export const gapItems = (facts: DisclosureFacts, language: Language, words: Words): Line[][] => [
  ...facts.unverifiable.map((gap): Line[] => [
    {
      text: words.t('reports.document.gaps.line', {
        subject: subjectOf(gap, facts, language, words),
        why: whyOf(gap, words),
      }),
      mark: markOf(
        gap.of === 'stated' ? { ...gap, grade: 'stated' } : { ...gap, grade: 'unverifiable' },
        words,
      ),
    },
  ]),
  ...facts.offboardings.flatMap((offboarding) => {
    const [first, ...rest] = licencesLeftLines(offboarding, facts, words)
    if (!first) return []
    const subject = words.t('reports.document.gaps.connection', {
      connection: offboarding.connectionName,
      service: words.t(`services.${offboarding.service}.name`),
    })
    const text = words.t('reports.document.gaps.line', { subject, why: first.text })
    return [[{ text, mark: markOf({ grade: 'unverifiable', why: text }, words) }, ...rest]]
  }),
]

const whyOf = (gap: Gap, words: Words): string => {
  if (gap.of === 'licences') return words.t(gap.why, { licences: gap.licences })
  if (gap.of === 'stated') return words.t(gap.why, { by: gap.by, date: words.date(gap.at, 'day') })
  return words.t(gap.why)
}

/** How many things could not be checked. */
export const gapCount = ({ unverifiable, offboardings }: DisclosureFacts): number =>
  unverifiable.length + offboardings.filter(({ licencesLeft }) => licencesLeft !== null).length

/** How many licences stay at Apple, why Intune did not revoke them, and who accepted that for which reason. */
export const licencesLeftLines = (
  { licencesLeft }: DisclosedOffboarding,
  facts: DisclosureFacts,
  words: Words,
): Line[] => {
  if (!licencesLeft) return []
  const { licences, problem, why, source } = licencesLeft
  return [
    {
      text:
        licences === null
          ? words.t('reports.document.offboardings.licencesLeftUncounted')
          : words.t('reports.document.offboardings.licencesLeft', { licences }),
    },
    ...(problem ? [{ text: words.t(problem.key, problem.values), style: 'quiet' as const }] : []),
    { text: words.t('reports.document.offboardings.acceptedBecause', { why }), style: 'quiet' },
    sourceLine(source, facts, words),
  ]
}

const subjectOf = (gap: Gap, facts: DisclosureFacts, language: Language, words: Words): string => {
  switch (gap.of) {
    case 'tenant':
      return words.t('reports.document.gaps.tenant')
    case 'licences':
    case 'stated':
      return words.t('reports.document.gaps.connection', {
        connection: gap.connection,
        service: words.t(`services.${gap.service}.name`),
      })
    case 'legal':
      return words.t(`reports.document.legal.${gap.fact}`)
    case 'fields': {
      const elements = facts.services.find(({ service }) => service === gap.services[0])?.elements ?? []
      const labelOf = (key: string) =>
        elements.find((element) => element.key === key)?.texts[language].label ?? key
      return words.t('reports.document.gaps.fields', {
        fields: gap.keys.map(labelOf).join(', '),
        services: gap.services.map((service) => words.t(`services.${service}.name`)).join(', '),
      })
    }
  }
}
