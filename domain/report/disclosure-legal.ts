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
  const row = (key: string, text: string, source: Parameters<typeof sourceLine>[0], basis?: string) => ({
    term: words.t(`reports.document.legal.${key}`),
    lines: [
      { text },
      sourceLine(source, facts, words),
      ...(basis && source.grade !== 'unverifiable'
        ? [{ text: words.t(basis), style: 'quiet' as const }]
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
      row('recipient', entity, recipient.source, recipient.basis),
      row('role', words.t(`reports.document.legal.roles.${role.value ?? 'unknown'}`), role.source),
      row(
        'transfer',
        transfer.value
          ? words.t('reports.document.legal.transferScc', { country: words.country(transfer.value.to) })
          : words.t('reports.document.legal.transferUnknown'),
        transfer.source,
        transfer.basis,
      ),
      row('deletion', words.t('reports.document.legal.deletionReasonable'), deletion.source, deletion.basis),
    ],
  }
}

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
