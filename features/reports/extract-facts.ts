import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { currentEdition, elementsOf, textOf } from '#domain/catalogue/catalogue.ts'
import type { Source } from '#domain/grade.ts'
import { Missing } from '#domain/outcome.ts'
import type { ExtractFacts, ExtractField } from '#domain/report/extract-facts.ts'
import { legalFactsFor } from '#domain/report/legal-facts.ts'
import { groupOf, services } from '#domain/service.ts'
import type { AccessRequestSummary } from '#features/access-requests/queries.ts'
import { connectedBy } from '#features/devices/shared-fields.ts'
import { fieldKey } from '#features/inventory/inventory-rows.ts'
import { inventoryBeside } from '#features/inventory/queries.ts'
import { legalFactsIn } from '#features/legal-facts/queries.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { reviewStandingsAt } from '#features/reviews/queries.ts'
import { withCitedReadings } from './cited-evidence.ts'
import { aboutSubject, type Masked } from './extract-subject.ts'
import { frozenReview } from './frozen-review.ts'
import { type Composing, headOf, reportedHead, reportedOrganisation, reportedReading } from './report-head.ts'

/**
 * What is told to the person a request is about, at this moment, within the caller's transaction. Nobody else is named:
 * what a member stated is the organisation's word, and a device that is somebody else's by now keeps no name. Throws
 * Missing where whom it is about is known here no more.
 */
export const gatherExtractFacts = async (
  tx: Transaction,
  actor: Actor,
  request: AccessRequestSummary,
  composing: Composing,
): Promise<ExtractFacts> => {
  const { subject, identity } = request
  if (subject === null || identity === null) throw new Missing('access request')
  const { composedAt } = composing
  const reading = await readingInForce(tx, composedAt)
  const organisation = await reportedOrganisation(tx)
  const masked = maskedBy(organisation.name)
  const about = await aboutSubject(tx, request, composedAt, masked)
  const { inventory } = await inventoryBeside(tx, 'en', composedAt)
  const reviews = await reviewStandingsAt(tx, inventory)
  const connected = await connectedBy(tx, reading?.sequence ?? 0)
  const legal = legalFactsFor(organisation.country, await legalFactsIn(tx, organisation.country))
  return withCitedReadings(tx, {
    kind: 'extract',
    ...headOf(actor, composing),
    // Whoever hands it out answers for it: it goes to one person, on their request, and waits for nobody.
    state: 'final',
    isComplete: reading !== null,
    organisation,
    request: {
      ...{ id: request.id, about: request.about, receivedOn: request.receivedOn },
      identityCheckedOn: identity.checkedOn,
    },
    edition: { id: currentEdition.id, rows: currentEdition.rowCount },
    reading: reportedReading(reading),
    ...about,
    fields:
      about.subject.kind === 'nobody'
        ? []
        : services
            .filter((service) => connected.has(service))
            .flatMap((service) =>
              elementsOf(groupOf(service)).flatMap(({ group, key, kind }): ExtractField[] => {
                const en = textOf(group, key, 'en', currentEdition.id)
                const fr = textOf(group, key, 'fr', currentEdition.id)
                if (!en || !fr) return []
                const review = frozenReview(reviews.get(fieldKey({ service, element: key })))
                return [
                  {
                    ...{ service, group, key, kind },
                    texts: { en: wordsOf(en), fr: wordsOf(fr) },
                    review: review && { ...review, source: masked(review.source) },
                  },
                ]
              }),
            ),
    legal: maskedLegal(legal, masked),
    auditHead: await reportedHead(tx),
  })
}

const wordsOf = ({ label, purpose, edition, row, ours }: NonNullable<ReturnType<typeof textOf>>) => ({
  ...{ label, purpose, edition, row, ours },
})

/** A member who stated something is nobody's business but the organisation's: the statement is its own. */
const maskedBy =
  (organisation: string): Masked =>
  (source) =>
    source.grade === 'stated' ? { ...source, by: organisation } : source

/** What is shipped is nobody's statement; what a member confirmed or changed is the organisation's. */
const maskedLegal = (legal: ExtractFacts['legal'], masked: Masked): ExtractFacts['legal'] => {
  const own = <Fact extends { source: Source; version?: number }>(fact: Fact): Fact =>
    fact.version === undefined ? fact : { ...fact, source: masked(fact.source) }
  const { recipient, transfer, deletion, role, contract, authority } = legal
  return {
    recipient: own(recipient),
    transfer: own(transfer),
    deletion: own(deletion),
    role: { ...role, source: masked(role.source) },
    ...(contract && { contract: { ...contract, source: masked(contract.source) } }),
    ...(authority && { authority: own(authority) }),
  }
}
