import type { Language } from '../language.ts'
import { noReadingKey } from './closing.ts'
import type { DisclosedOffboarding, DisclosureFacts, Gap } from './disclosure-facts.ts'
import type { Line, Words } from './document.ts'
import { fieldNames, naming } from './field-names.ts'
import { markOf, sourceLine } from './source-words.ts'

/** Everything that could not be checked, a gap an item: what it is about, and why nobody knows. */
export const gapItems = (facts: DisclosureFacts, language: Language, words: Words): Line[][] => [
  ...facts.unverifiable.map((gap): Line[] => [
    {
      ...gapLine(gap, facts, language, words),
      mark: markOf(
        gap.of === 'stated' ? { ...gap, grade: 'stated' } : { ...gap, grade: 'unverifiable' },
        words,
      ),
    },
  ]),
  ...facts.offboardings.filter(isUnknownLeft).flatMap((offboarding) => {
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

const gapLine = (
  gap: Gap,
  facts: DisclosureFacts,
  language: Language,
  words: Words,
): Pick<Line, 'text' | 'parts'> => {
  const fields = gap.of === 'fields' ? fieldsOf(gap, facts, language) : []
  const text = words.t('reports.document.gaps.line', {
    subject: subjectOf(gap, fields, words),
    why: whyOf(gap, facts, words),
  })
  return gap.of === 'fields' ? naming(text, fields) : { text }
}

type Named = { key: string; label: string }

const fieldsOf = (
  { services: [first], keys }: Extract<Gap, { of: 'fields' }>,
  { services }: DisclosureFacts,
  language: Language,
): Named[] => {
  const elements = services.find(({ service }) => service === first)?.elements ?? []
  return keys.map((key) => ({
    key,
    label: elements.find((element) => element.key === key)?.texts[language].label ?? key,
  }))
}

const whyOf = (gap: Gap, { asOf }: DisclosureFacts, words: Words): string => {
  if (gap.of === 'tenant') return words.t(noReadingKey({ asOf }))
  if (gap.of === 'licences') return words.t(gap.why, { licences: gap.licences })
  if (gap.of === 'stated') return words.t(gap.why, { by: gap.by, date: words.date(gap.at, 'day') })
  return words.t(gap.why)
}

/**
 * Nobody can see what becomes of licences that were left behind; devices and a certificate that were are what a reading
 * found, and stand with their case alone.
 */
const isUnknownLeft = ({ licencesLeft }: DisclosedOffboarding): boolean =>
  licencesLeft !== null && whatIsLeft(licencesLeft) === 'licences'

/** How many things could not be checked. */
export const gapCount = ({ unverifiable, offboardings }: DisclosureFacts): number =>
  unverifiable.length + offboardings.filter(isUnknownLeft).length

/** What stayed behind and how much of it, why, and who accepted that for which reason. */
export const licencesLeftLines = (
  { licencesLeft }: DisclosedOffboarding,
  facts: DisclosureFacts,
  words: Words,
): Line[] => {
  if (!licencesLeft) return []
  const { problem, why, source } = licencesLeft
  return [
    { text: leftWords(licencesLeft, words) },
    ...(problem ? [{ text: words.t(problem.key, problem.values), style: 'quiet' as const }] : []),
    { text: words.t('reports.document.offboardings.acceptedBecause', { why }), style: 'quiet' },
    sourceLine(source, facts, words),
  ]
}

type Left = NonNullable<DisclosedOffboarding['licencesLeft']>

/** Facts of an earlier time do not say of what, but what Intune refused then was about devices. */
const whatIsLeft = ({ of, problem }: Left): 'certificate' | 'devices' | 'licences' =>
  of ?? (problem?.key === 'refusals.allDevicesToRetire' ? 'devices' : 'licences')

const leftWords = (left: Left, words: Words): string => {
  const key = 'reports.document.offboardings'
  const { licences } = left
  const of = whatIsLeft(left)
  if (of === 'certificate') return words.t(`${key}.certificateLeft`)
  if (of === 'devices')
    return licences === null
      ? words.t(`${key}.devicesLeftUncounted`)
      : words.t(`${key}.devicesLeft`, { devices: licences })
  return licences === null
    ? words.t(`${key}.licencesLeftUncounted`)
    : words.t(`${key}.licencesLeft`, { licences })
}

const subjectOf = (gap: Gap, fields: readonly Named[], words: Words): string => {
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
    case 'fields':
      return words.t('reports.document.gaps.fields', {
        fields: fieldNames(fields).text,
        services: gap.services.map((service) => words.t(`services.${service}.name`)).join(', '),
      })
  }
}
