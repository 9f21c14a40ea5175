import type { Source } from '../grade.ts'
import { isReviewOverdue } from '../legal-fact.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Line, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

/** What the legal facts stand in: of a disclosure report, or of what is told to a person. */
type Told = Pick<DisclosureFacts, 'legal' | 'organisation' | 'reading' | 'composedAt'>

/** The legal facts a reader needs, and whether the organisation has confirmed them. */
export const legalBlocks = (facts: Told, words: Words): Block[] => [
  legalTable(facts, words),
  ...legalCheck(facts, words),
  ...legalOverdue(facts, words),
]

type Standing = { basis?: string; edition?: string; version?: number; basisWords?: string }

/** Recipient, role, contract, transfer and deletion, each with its source. */
const legalTable = (facts: Told, words: Words): Block => {
  const { recipient, transfer, deletion, role, contract, authority } = facts.legal
  const row = (key: string, text: string, said: Standing & { source: Source }) => ({
    term: words.t(`reports.document.legal.${key}`),
    lines: [
      { text },
      sourceLine(byEdition(said, words), facts, words),
      ...(said.source.grade === 'unverifiable' ? [] : basisLines(said, words)),
    ],
  })
  return {
    kind: 'definitions',
    rows: [
      row('recipient', recipientWords(recipient, facts.organisation, words), recipient),
      row('role', words.t(`reports.document.legal.roles.${role.value ?? 'unknown'}`), role),
      ...(contract
        ? [row('contract', contract.value ?? words.t('reports.document.legal.contractUnknown'), contract)]
        : []),
      row('transfer', transferWords(facts, words), transfer),
      row('deletion', deletionWords(facts, words), deletion),
      ...(authority
        ? [row('authority', authority.value ?? words.t('reports.document.legal.authorityUnknown'), authority)]
        : []),
    ],
  }
}

export const recipientWords = (
  recipient: DisclosureFacts['legal']['recipient'],
  organisation: Pick<DisclosureFacts['organisation'], 'country'>,
  words: Words,
): string =>
  recipient.value
    ? [recipient.value.entity, recipient.value.locality, words.country(recipient.value.country)]
        .filter((part) => part !== null)
        .join(', ')
    : words.t('reports.document.legal.recipientUnknown', { country: words.country(organisation.country) })

const transferWords = ({ legal: { transfer } }: Told, words: Words): string => {
  const { value } = transfer
  if (!value) return words.t('reports.document.legal.transferUnknown')
  const safeguard = words.t(`reports.document.legal.safeguards.${value.safeguard}`, {
    country: words.country(value.to),
  })
  const framework = words.t(`reports.document.legal.framework.${value.dataPrivacyFramework}`)
  return `${safeguard} ${framework}`
}

const deletionWords = ({ legal: { deletion } }: Told, words: Words): string =>
  deletion.value === 'reasonableTime'
    ? words.t('reports.document.legal.deletionReasonable')
    : deletion.value.words

/** The organisation's own words for what a fact rests on, else the shipped ones. */
const basisLines = ({ basis, basisWords }: Standing, words: Words): Line[] => {
  if (basisWords !== undefined) {
    return [{ text: words.t('reports.document.legal.restsOn', { basis: basisWords }), style: 'quiet' }]
  }
  return basis ? [{ text: words.t(basis), style: 'quiet' }] : []
}

/** Facts that ship with Pomona are nobody's statement by name: their edition is named in the report's language. */
export const byEdition = (
  { source, version, edition }: Standing & { source: Source },
  words: Words,
): Source =>
  source.grade === 'stated' && version === undefined && edition !== undefined
    ? { ...source, by: words.t('reports.document.legal.recordedBy', { edition }) }
    : source

/** Shipped legal facts are a starting point: which of them the organisation has not confirmed yet, the report says. */
const legalCheck = (facts: Told, words: Words): Block[] => {
  const { recipient, transfer, deletion, authority } = facts.legal
  const unchecked = Object.entries({ recipient, transfer, deletion, ...(authority?.value && { authority }) })
    .filter(([, { toBeChecked }]) => toBeChecked)
    .map(([subject, { reviewBy }]) => ({ subject, reviewBy }))
  const soonest = unchecked.map(({ reviewBy }) => reviewBy).sort()[0]
  if (soonest === undefined) return []
  return [
    {
      kind: 'notice',
      tone: 'quiet',
      title: words.t('reports.document.legal.toBeChecked'),
      lines: [
        {
          text: words.t('reports.document.legal.toBeCheckedMeans', {
            count: unchecked.length,
            subjects: unchecked.map(({ subject }) => words.t(`reports.document.legal.${subject}`)).join(', '),
            reviewBy: words.date(soonest, 'day'),
          }),
        },
      ],
    },
  ]
}

/** Facts whose review was due before the report was composed: they may no longer be so. */
const legalOverdue = (facts: Told, words: Words): Block[] => {
  const today = facts.composedAt.slice(0, 10)
  const subjects = ['recipient', 'role', 'contract', 'transfer', 'deletion', 'authority'] as const
  const overdue = subjects.filter((subject) =>
    isReviewOverdue({ reviewBy: reviewOf(facts.legal[subject]) }, today),
  )
  if (overdue.length === 0) return []
  return [
    {
      kind: 'notice',
      tone: 'quiet',
      title: words.t('reports.document.legal.overdue'),
      lines: overdue.map((subject) => ({
        text: words.t('reports.document.legal.overdueSince', {
          subject: words.t(`reports.document.legal.${subject}`),
          reviewBy: words.date(reviewOf(facts.legal[subject]) ?? today, 'day'),
        }),
      })),
    },
  ]
}

/** What nobody knows is not due for review. */
const reviewOf = (said: { value: unknown; reviewBy?: string } | undefined): string | null =>
  said?.value ? (said.reviewBy ?? null) : null
