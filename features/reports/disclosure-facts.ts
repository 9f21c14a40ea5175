import type { Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { currentEdition } from '#domain/catalogue/catalogue.ts'
import { disclosedElement } from '#domain/report/disclosed-element.ts'
import type {
  DisclosedConnection,
  DisclosedElement,
  DisclosedService,
  DisclosureFacts,
} from '#domain/report/disclosure-facts.ts'
import { legalFactsFor } from '#domain/report/legal-facts.ts'
import type { ReviewStanding } from '#domain/review.ts'
import { staysAt } from '#features/connections/queries.ts'
import { statedAt } from '#features/connections/stated.ts'
import { rowKey } from '#features/inventory/inventory-rows.ts'
import type { InventoryElement } from '#features/inventory/queries.ts'
import type { SharedBefore } from '#features/inventory/shared-before.ts'
import { type WholeService, wholeInventoryAt } from '#features/inventory/whole-inventory.ts'
import { legalFactsIn } from '#features/legal-facts/queries.ts'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'
import { reviewStandingsAt } from '#features/reviews/queries.ts'
import {
  accountStatements,
  type Deletion,
  disclosedOffboardings,
  disclosedState,
  statedDeletions,
} from './disclosed-ends.ts'
import { gapsOf } from './disclosed-gaps.ts'
import { frozenReview } from './frozen-review.ts'
import { type Composing, headOf, reportedHead, reportedOrganisation, reportedReading } from './report-head.ts'
import type { OverallKind } from './schema.ts'

/**
 * Gathers what a disclosure report, or a record of processing, says about this moment, within the caller's transaction. Words of the catalogue
 * are frozen in both languages, so that the same facts can be drawn in either.
 */
export const gatherDisclosureFacts = async (
  tx: Transaction,
  actor: Actor,
  kind: OverallKind,
  { reportId, composedAt }: Composing,
): Promise<DisclosureFacts> => {
  const whole = await wholeInventoryAt(tx, 'en', composedAt)
  const { reading, services, population, observed } = whole
  const reviews = await reviewStandingsAt(tx, whole)
  const deletions = await statedDeletions(tx)
  const stays = await staysAt(tx, { at: composedAt, sequence: reading?.sequence ?? 0 })
  const organisation = await reportedOrganisation(tx)
  const legal = legalFactsFor(organisation.country, await legalFactsIn(tx, organisation.country))
  return {
    kind,
    // What nobody has read yet is no statement to hand out.
    isComplete: reading !== null,
    ...headOf(actor, { reportId, composedAt }),
    organisation,
    edition: { id: currentEdition.id, rows: currentEdition.rowCount },
    reading: reportedReading(reading),
    totals: {
      devices: { value: population.value.devices, source: population.source },
      people: { value: population.value.people, source: population.source },
    },
    services: services.map((service) => disclosedService(service, reading, deletions, reviews)),
    legal,
    offboardings: await disclosedOffboardings(tx, stays, observed, reading, deletions),
    unverifiable: gapsOf(services, await statedAt(tx, composedAt), reading, legal),
    auditHead: await reportedHead(tx),
  }
}

/** A service that was never connected sends nothing, so none of its fields is listed. */
const disclosedService = (
  { service, state, observedSince, connections, elements }: WholeService,
  reading: CompleteReading | null,
  deletions: readonly Deletion[],
  reviews: ReadonlyMap<string, ReviewStanding>,
): DisclosedService => ({
  service,
  state,
  firstObservedAt: observedSince?.toISOString() ?? null,
  connections: connections.map((connection): DisclosedConnection => {
    const { value, source } = connection.population
    const observed = observedBy(reading)
    return {
      id: connection.id,
      externalId: connection.externalId,
      name: connection.name,
      appleId: connection.account?.appleId ?? null,
      expiresAt: connection.expiresAt?.toISOString() ?? null,
      state: disclosedState(connection, observed, reading, deletions),
      devices: { value: value.devices, source },
      people: { value: value.people, source },
      ...(connection.sharedBefore && { sharedBefore: frozenBefore(connection.sharedBefore) }),
      ...accountStatements(connection),
      source: observed,
    }
  }),
  elements:
    state === 'none'
      ? []
      : elements.map((element) => ({
          ...frozenElement(element),
          review: frozenReview(reviews.get(rowKey({ service, element: element.element }))),
        })),
})

const frozenBefore = ({ until, devices, people, source }: SharedBefore) => ({
  ...{ devices, people, source },
  until: until?.toISOString() ?? null,
})

const frozenElement = ({ element, population }: InventoryElement): DisclosedElement => {
  const frozen = disclosedElement(element, currentEdition.id, population.value, population.source)
  if (!frozen) throw new Error(`the current edition lacks ${element.group}/${element.key}`)
  return frozen
}
