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
import type { Service } from '#domain/service.ts'
import { type ConnectionSummary, staysAt } from '#features/connections/queries.ts'
import { statedAt } from '#features/connections/stated.ts'
import { rowKey } from '#features/inventory/inventory-rows.ts'
import { nobody } from '#features/inventory/population.ts'
import type { InventoryElement } from '#features/inventory/queries.ts'
import type { SharedBefore } from '#features/inventory/shared-before.ts'
import {
  type WholeInventory,
  type WholeService,
  wholeInventoryAt,
} from '#features/inventory/whole-inventory.ts'
import { legalFactsIn } from '#features/legal-facts/queries.ts'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'
import { reviewStandingsAt } from '#features/reviews/queries.ts'
import { changesBetween } from './changes-facts.ts'
import {
  accountStatements,
  type Deletion,
  disclosedOffboardings,
  disclosedState,
  statedDeletions,
} from './disclosed-ends.ts'
import { gapsOf } from './disclosed-gaps.ts'
import { frozenReview } from './frozen-review.ts'
import { inForceAt } from './in-force.ts'
import { isSome } from './narrowed.ts'
import {
  type Composing,
  headOf,
  reportedHead,
  reportedOperator,
  reportedOrganisation,
  reportedReading,
} from './report-head.ts'

/**
 * Gathers what a disclosure report, or a record of processing, says about this moment, within the caller's transaction. Words of the catalogue
 * are frozen in both languages, so that the same facts can be drawn in either.
 */
export const gatherDisclosureFacts = async (
  tx: Transaction,
  actor: Actor,
  { kind, services: chosen, asOf, from }: Told,
  composing: Composing,
): Promise<DisclosureFacts> => {
  const at = asOf ?? composing.composedAt
  const whole = await wholeInventoryAt(tx, 'en', at)
  const { reading, observed } = whole
  const services = whole.services.filter(({ service }) => chosen.length === 0 || chosen.includes(service))
  const population = populationOf(whole, services)
  const reviews =
    kind === 'processing' ? new Map<string, ReviewStanding>() : await reviewStandingsAt(tx, whole)
  const deletions = await statedDeletions(tx, at)
  const stays = (await staysAt(tx, { at, sequence: reading?.sequence ?? 0 })).filter((stay) =>
    services.some(({ service }) => service === stay.service),
  )
  const organisation = await reportedOrganisation(tx)
  const operator = kind === 'processing' ? await reportedOperator(tx) : null
  const legal = legalFactsFor(organisation.country, await legalFactsIn(tx, organisation.country, at))
  return {
    kind,
    // What nobody has read yet is no statement to hand out.
    isComplete: reading !== null,
    ...headOf(actor, composing),
    ...(asOf && { asOf: asOf.toISOString() }),
    ...(isSome(chosen) && { chosen }),
    ...(from && { changes: await changesBetween(tx, actor, { from, to: at }, chosen) }),
    ...(kind === 'state' && { inForce: await inForceAt(tx, at, chosen ?? []) }),
    organisation: { ...organisation, ...(operator && { operator }) },
    edition: { id: currentEdition.id, rows: currentEdition.rowCount },
    reading: reportedReading(reading),
    totals: {
      devices: { value: population.value.devices, source: population.source },
      people: { value: population.value.people, source: population.source },
    },
    services: services.map((service) => disclosedService(service, reading, deletions, reviews)),
    legal,
    offboardings: await disclosedOffboardings(tx, stays, observed, reading, deletions, at),
    unverifiable: gapsOf(
      services,
      (await statedAt(tx, at)).filter((each) => services.some(({ service }) => service === each.service)),
      reading,
      legal,
    ),
    auditHead: await reportedHead(tx),
  }
}

type Told = {
  kind: DisclosureFacts['kind']
  services: readonly Service[]
  asOf: Date | null
  /** Since when it tells what changed. */
  from: Date | null
}

/**
 * Whom the chosen services concern. A reading counts each service and all of them together, each device once: where some
 * were chosen and others are in use too, how much those overlap is not counted.
 */
const populationOf = (
  whole: WholeInventory,
  services: readonly WholeService[],
): WholeInventory['population'] => {
  const left = whole.services.filter((each) => !services.includes(each))
  if (left.every(({ state }) => state === 'none')) return whole.population
  const used = services.filter(({ state }) => state !== 'none')
  const [only] = used.length > 0 ? used : services
  return only && used.length <= 1
    ? only.population
    : { value: nobody, source: { grade: 'unverifiable', why: 'reports.document.overlapNotCounted' } }
}

/** A service that was never connected sends nothing, so none of its fields is listed. */
const disclosedService = (
  { service, state, observedSince, population, connections, elements }: WholeService,
  reading: CompleteReading | null,
  deletions: readonly Deletion[],
  reviews: ReadonlyMap<string, ReviewStanding>,
): DisclosedService => ({
  service,
  state,
  firstObservedAt: observedSince?.toISOString() ?? null,
  people: { value: population.value.people, source: population.source },
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
      ...frozenBefore(connection.sharedBefore),
      ...(connection.restarts && { restarted: frozenRestart(connection) }),
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

const frozenRestart = ({ restarts, observedSince }: ConnectionSummary) => ({
  endedAt: restarts?.disabledAt?.toISOString() ?? null,
  foundAt: observedSince.toISOString(),
})

export const frozenBefore = (
  shared: SharedBefore | null | undefined,
): Pick<DisclosedConnection, 'sharedBefore'> => {
  if (!shared) return {}
  const { until, devices, people, source } = shared
  return { sharedBefore: { devices, people, source, until: until?.toISOString() ?? null } }
}

const frozenElement = ({ element, population }: InventoryElement): DisclosedElement => {
  const frozen = disclosedElement(element, currentEdition.id, population.value, population.source)
  if (!frozen) throw new Error(`the current edition lacks ${element.group}/${element.key}`)
  return frozen
}
