import { applyingTo, type LegalFact, legalFacts } from '../legal-fact.ts'
import { shippedLegalFacts } from '../shipped-legal-facts.ts'
import type { DisclosureFacts } from './disclosure-facts.ts'

const standing = (fact: LegalFact) => ({
  basis: fact.basis ?? '',
  edition: fact.edition,
  recordedOn: fact.checkedOn,
  reviewBy: fact.reviewBy ?? shippedLegalFacts.reviewBy,
  toBeChecked: fact.toBeChecked,
  ...stated(fact),
})

const stated = ({ basisWords, version, deed }: LegalFact) =>
  deed === 'confirmed' || deed === 'changed' ? { version, ...(basisWords !== null && { basisWords }) } : {}

/**
 * What a report says of the legal facts of an organisation in this country (ISO 3166-1 alpha-2): what the organisation
 * stated of them, else what Pomona ships. What nobody knows is null with an unverifiable source: the recipient is never
 * guessed, and Apple's role is a matter of the organisation's own contract.
 */
export const legalFactsFor = (
  code: string,
  facts: readonly LegalFact[] = legalFacts(code),
): DisclosureFacts['legal'] => {
  const { recipient, transfer, deletion, role, contract, authority } = applyingTo(code, facts)
  return {
    recipient: { value: recipient.value, source: recipient.source, ...standing(recipient) },
    transfer: { value: transfer.value, source: transfer.source, ...standing(transfer) },
    deletion: {
      value: deletion.value ?? 'reasonableTime',
      source: deletion.source,
      ...standing(deletion),
    },
    role: { value: role.value, source: role.source, ...own(role) },
    contract: { value: contract.value, source: contract.source, ...own(contract) },
    authority: { value: authority.value, source: authority.source, ...standing(authority) },
  }
}

/** Of what is not shipped at all only the organisation can say what it rests on, and when to look again. */
const own = ({ basisWords, reviewBy }: LegalFact) => ({
  ...(basisWords !== null && { basisWords }),
  ...(reviewBy !== null && { reviewBy }),
})
