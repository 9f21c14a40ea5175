import { z } from 'zod'
import type { Source } from '../grade.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'
import shipped from './legal-facts.json' with { type: 'json' }

const country = z.string().regex(/^[A-Z]{2}$/)
const countries = z.union([z.literal('euEea'), z.array(country).nonempty()])

/** Legal facts are data: dated, sourced, due for review, and marked until the organisation confirms them. */
const legalFactsSchema = z.object({
  edition: z.string(),
  recordedBy: z.string(),
  recordedOn: z.iso.date(),
  reviewBy: z.iso.date(),
  status: z.enum(['toBeChecked', 'confirmed']),
  /** The 27 member states of the Union with Iceland, Liechtenstein and Norway. */
  euEea: z.array(country).length(30),
  recipients: z.array(
    z.object({ entity: z.string(), locality: z.string().nullable(), country, for: countries }),
  ),
  recipientBasis: z.string(),
  transfer: z.object({
    for: countries,
    to: country,
    safeguard: z.literal('scc'),
    dataPrivacyFramework: z.literal('notCertified'),
    basis: z.string(),
  }),
  deletion: z.object({ promise: z.literal('reasonableTime'), basis: z.string() }),
})
type LegalFacts = z.infer<typeof legalFactsSchema>

export const shippedLegalFacts: LegalFacts = legalFactsSchema.parse(shipped)

const covers = (facts: LegalFacts, list: z.infer<typeof countries>, code: string): boolean =>
  (list === 'euEea' ? facts.euEea : list).includes(code)

/**
 * What the legal facts say about an organisation in this country (ISO 3166-1 alpha-2). A country they do not
 * name gets a null value and an unverifiable source: the recipient is never guessed. Apple's role is a matter
 * of the organisation's own contract and is left unknown here.
 */
export const legalFactsFor = (
  code: string,
  facts: LegalFacts = shippedLegalFacts,
): DisclosureFacts['legal'] => {
  const standing = (basis: string) => ({
    basis,
    edition: facts.edition,
    recordedOn: facts.recordedOn,
    reviewBy: facts.reviewBy,
    toBeChecked: facts.status === 'toBeChecked',
  })
  const stated: Source = { grade: 'stated', by: facts.recordedBy, at: `${facts.recordedOn}T00:00:00Z` }
  const unknown = (why: string): Source => ({ grade: 'unverifiable', why })
  const recipient = facts.recipients.find((candidate) => covers(facts, candidate.for, code))
  const transferNamed = covers(facts, facts.transfer.for, code)
  return {
    recipient: {
      value: recipient
        ? { entity: recipient.entity, locality: recipient.locality, country: recipient.country }
        : null,
      source: recipient ? stated : unknown('reports.legal.why.recipientUnknown'),
      ...standing(facts.recipientBasis),
    },
    transfer: {
      value: transferNamed
        ? { safeguard: facts.transfer.safeguard, to: facts.transfer.to, dataPrivacyFramework: 'notCertified' }
        : null,
      source: transferNamed ? stated : unknown('reports.legal.why.transferUnknown'),
      ...standing(facts.transfer.basis),
    },
    deletion: { value: facts.deletion.promise, source: stated, ...standing(facts.deletion.basis) },
    role: { value: null, source: unknown('reports.legal.why.roleNotStated') },
  }
}

/** Whether these facts must be looked at again: true from the day after `reviewBy` (UTC). */
export const isReviewOverdue = (today: string, facts: LegalFacts = shippedLegalFacts): boolean =>
  today > facts.reviewBy
