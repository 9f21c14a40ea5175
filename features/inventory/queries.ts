import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { currentEdition, elementsOf, textOf } from '#domain/catalogue/catalogue.ts'
import type { Element, ElementText } from '#domain/catalogue/schema.ts'
import { isFlowing, type ServiceState, serviceState } from '#domain/connection-life.ts'
import type { Source, Statement } from '#domain/grade.ts'
import type { Language } from '#domain/language.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import {
  type ConnectionList,
  type ConnectionPage,
  type ConnectionsSought,
  connectionList,
  firstNames,
  type Tally,
} from '#features/connections/list-connections.ts'
import { statedCountsAt } from '#features/connections/list-stated.ts'
import type { Moment } from '#features/connections/queries.ts'
import { licencesUnlisted, unlistedLicencesAt } from '#features/connections/unlisted-licences.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { countsOf, nobody, none, type Population } from './population.ts'
import { type SharedBefore, sharedBeforeAt } from './shared-before.ts'

export type InventoryElement = {
  element: Element
  text: ElementText
  /** That it is sent: Graph never shows the sending, so Microsoft's page is the source. */
  sent: Source
  /** Whom it concerns. */
  population: Statement<Population>
}

export type InventoryService = {
  service: Service
  state: ServiceState
  /** When a reading of ours first saw the service. */
  observedSince: Date | null
  /** As the reading in force counted it. */
  population: Statement<Population>
  /** Connections over which data may go to Apple. */
  flowing: number
  /** All of those are expired, which is not revoked: nothing is ended by it. */
  isExpired: boolean
  /** Connections that members stated, beside those that readings found. */
  stated: number
  /** Connections that ended after that reading, which its numbers still count: how many, and the names of the first. */
  endedSince: { count: number; names: string[] }
  /** Where the service as a whole is half-stopped: what went over the first of such connections, and how many there are. */
  halfStopped: { count: number; first: SharedBefore[] }
  elements: InventoryElement[]
}

export type Inventory = {
  organisation: { id: string; name: string; country: string }
  /** The reading in force, or null before the first: then nothing is observed. */
  reading: CompleteReading | null
  asOf: Date
  population: Statement<Population>
  /** What the reading in force says of anything but numbers. */
  observed: Source
  services: InventoryService[]
}

export type InventoryOptions = { lang: Language; asOf?: Date }

/**
 * What goes to Apple at a moment (now, unless `asOf` names a past one), from the counts that the reading in force
 * froze; connections in numbers only. Words in `lang`, of the current edition.
 */
export const inventory = (
  actor: Actor,
  { lang, asOf = new Date() }: InventoryOptions,
): Promise<Inventory> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => (await inventoryBeside(tx, lang, asOf)).inventory)
}

/** The inventory, and from the same look at the connections a page of those that are sought. */
export const inventoryBeside = async (
  tx: Transaction,
  lang: Language,
  asOf: Date,
  sought: ConnectionsSought = {},
  page: ConnectionPage = { most: 0 },
): Promise<{ inventory: Inventory; list: ConnectionList }> => {
  const organisation = await tx.organisation.findFirstOrThrow({
    select: { id: true, name: true, country: true },
  })
  const reading = await readingInForce(tx, asOf)
  const moment = { at: asOf, sequence: reading?.sequence ?? 0 }
  const counts = await countsOf(tx, reading, { scope: { in: ['organisation', 'service'] } })
  const list = await connectionList(tx, moment, sought, page)
  const lacking = await lackingHolders(tx, moment.sequence)
  const halfStopped = await halfStoppedAt(tx, list.tallies, moment)
  const stated = await statedCountsAt(tx, asOf)
  const observed = observedBy(reading)
  const countedOver = (isWhole: boolean): Source => (isWhole ? observed : licencesUnlisted)
  const populationOf = (scope: string, scopeId: string, element = ''): Population =>
    reading ? (counts(scope, scopeId, element) ?? none) : nobody
  const inventory = {
    organisation,
    reading,
    asOf,
    population: { value: populationOf('organisation', ''), source: countedOver(lacking.size === 0) },
    observed,
    services: services.map((service) => {
      const counted = countedOver(!lacking.has(service))
      return {
        service,
        ...standingOf(list.tallies.filter((tally) => tally.service === service)),
        stated: stated.get(service) ?? 0,
        halfStopped: halfStopped.get(service) ?? { count: 0, first: [] },
        population: { value: populationOf('service', service), source: counted },
        elements: elementsOf(groupOf(service)).map((element) =>
          elementAt(
            element,
            lang,
            { observed, counted },
            populationOf('service', service, `${element.group}/${element.key}`),
          ),
        ),
      }
    }),
  }
  return { inventory, list }
}

const fewHalfStopped = 3

/** Of each service that is half-stopped as a whole, what went over the first of its connections. */
const halfStoppedAt = async (
  tx: Transaction,
  tallies: readonly Tally[],
  moment: Moment,
): Promise<ReadonlyMap<Service, InventoryService['halfStopped']>> => {
  const told = new Map<Service, InventoryService['halfStopped']>()
  for (const service of services) {
    const states = tallies.flatMap((tally) => (tally.service === service ? [tally.state] : []))
    if (serviceState(states) !== 'disabled') continue
    const sought = { service, standing: 'disabled' } as const
    const { connections, found } = await connectionList(tx, moment, sought, { most: fewHalfStopped })
    const before = await sharedBeforeAt(tx, connections, moment.at)
    told.set(service, { count: found, first: connections.flatMap(({ id }) => before.get(id) ?? []) })
  }
  return told
}

/** Services whose numbers lack the holders of some licences. */
const lackingHolders = async (tx: Transaction, sequence: number): Promise<ReadonlySet<string>> => {
  const ids = [...(await unlistedLicencesAt(tx, sequence)).keys()]
  if (ids.length === 0) return new Set()
  const rows = await tx.connection.findMany({ where: { id: { in: ids } }, select: { service: true } })
  return new Set(rows.map(({ service }) => service))
}

/** How a service stands, from how many of its connections stand how. */
const standingOf = (
  tallies: readonly Tally[],
): Pick<InventoryService, 'state' | 'observedSince' | 'flowing' | 'isExpired' | 'endedSince'> => ({
  state: serviceState(tallies.map(({ state }) => state)),
  observedSince: tallies
    .map(({ observedSince }) => observedSince)
    .reduce<Date | null>((first, each) => (first && first <= each ? first : each), null),
  flowing: tallies.reduce((sum, { state, connections }) => sum + (isFlowing(state) ? connections : 0), 0),
  isExpired: isExpired(tallies),
  endedSince: {
    count: tallies.reduce((sum, { endedSince }) => sum + endedSince, 0),
    names: tallies.flatMap(({ firstEnded }) => firstEnded).slice(0, firstNames),
  },
})

const isExpired = (tallies: readonly Tally[]): boolean => {
  const flowing = tallies.filter(({ state }) => isFlowing(state))
  return flowing.length > 0 && flowing.every(({ state }) => state === 'expired')
}

/**
 * The number belongs to whom the element's counting rule says; the other numbers are none of its own. That an element is
 * about the organisation itself is no number, and follows from the row of the page.
 */
const elementAt = (
  element: Element,
  lang: Language,
  { observed, counted }: { observed: Source; counted: Source },
  numbers: Population,
): InventoryElement => {
  const text = textOf(element.group, element.key, lang)
  if (!text) throw new Error(`no words for ${element.group}/${element.key}`)
  const { of, why } = element.counts
  const value = {
    devices: of === 'devices' ? numbers.devices : null,
    people: of === 'people' ? numbers.people : null,
    administrators: of === 'administrators' ? numbers.administrators : null,
  }
  const sent: Source = { grade: 'documented', edition: currentEdition.id, row: text.row }
  const source = (): Source => {
    if (of === 'none') return { grade: 'unverifiable', why: `catalogue.counting.${why}` }
    if (of === 'organisation') return sent
    return countsHolders(element) ? counted : observed
  }
  return { element, text, sent, population: { value, source: source() } }
}

/** Whether it is devices or people that count, which a location token has only through the holders of licences. */
export const countsHolders = ({ counts: { of } }: Element): boolean => of === 'devices' || of === 'people'
