import type { Source } from '../grade.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import type { Block, Words } from './document.ts'
import { sourceLine } from './source-words.ts'

/** The legal facts a reader needs, and whether the organisation has confirmed them. */
export const legalBlocks = (facts: DisclosureFacts, words: Words): Block[] => [
  legalTable(facts, words),
  ...legalCheck(facts, words),
]

/** Recipient, role, transfer and deletion, each with its source. */
const legalTable = (facts: DisclosureFacts, words: Words): Block => {
  const { recipient, transfer, deletion, role } = facts.legal
  const row = (key: string, text: string, source: Source, shipped?: { basis: string; edition: string }) => ({
    term: words.t(`reports.document.legal.${key}`),
    lines: [
      { text },
      sourceLine(shipped ? byEdition(source, shipped.edition, words) : source, facts, words),
      ...(shipped && source.grade !== 'unverifiable'
        ? [{ text: words.t(shipped.basis), style: 'quiet' as const }]
        : []),
    ],
  })
  const entity = recipient.value
    ? [recipient.value.entity, recipient.value.locality, words.country(recipient.value.country)]
        .filter((part) => part !== null)
        .join(', ')
    : words.t('reports.document.legal.recipientUnknown', {
        country: words.country(facts.organisation.country),
      })
  return {
    kind: 'definitions',
    rows: [
      row('recipient', entity, recipient.source, recipient),
      row('role', words.t(`reports.document.legal.roles.${role.value ?? 'unknown'}`), role.source),
      row(
        'transfer',
        transfer.value
          ? words.t('reports.document.legal.transferScc', { country: words.country(transfer.value.to) })
          : words.t('reports.document.legal.transferUnknown'),
        transfer.source,
        transfer,
      ),
      row('deletion', words.t('reports.document.legal.deletionReasonable'), deletion.source, deletion),
    ],
  }
}

/** Facts that ship with Pomona are nobody's statement by name: their edition is named in the report's language. */
const byEdition = (source: Source, edition: string, words: Words): Source =>
  source.grade === 'stated'
    ? { ...source, by: words.t('reports.document.legal.recordedBy', { edition }) }
    : source

/** Shipped legal facts are a starting point: until the organisation confirms them the report says so. */
const legalCheck = (facts: DisclosureFacts, words: Words): Block[] => {
  const { recipient, transfer, deletion } = facts.legal
  const unchecked = [recipient, transfer, deletion].filter(({ toBeChecked }) => toBeChecked)
  const soonest = unchecked.map(({ reviewBy }) => reviewBy).sort()[0]
  if (soonest === undefined) return []
  return [
    {
      kind: 'notice',
      tone: 'quiet',
      title: words.t('reports.document.legal.toBeChecked'),
      lines: [
        {
          text: words.t('reports.document.legal.toBeCheckedMeans', { reviewBy: words.date(soonest, 'day') }),
        },
      ],
    },
  ]
}
