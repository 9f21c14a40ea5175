import { inOrganisation, type Transaction } from '#adapters/db.ts'
import type { Actor } from '#domain/actor.ts'
import { currentEdition, elementOf, elementsOf, textOf } from '#domain/catalogue/catalogue.ts'
import type { Element, ElementText } from '#domain/catalogue/schema.ts'
import { isFlowing, type ServiceState, serviceState } from '#domain/connection-life.ts'
import { goneSource } from '#domain/gone-source.ts'
import type { Source, Statement } from '#domain/grade.ts'
import type { Language } from '#domain/language.ts'
import { Missing } from '#domain/outcome.ts'
import { groupOf, type Service, services } from '#domain/service.ts'
import { demand } from '#features/access/actor.ts'
import { type ConnectionSummary, connectionsAt } from '#features/connections/queries.ts'
import { licencesUnlisted, unlistedLicencesAt } from '#features/connections/unlisted-licences.ts'
import { type CompleteReading, observedBy, readingInForce } from '#features/readings/queries.ts'
import { type SharedBefore, sharedBeforeAt } from './shared-before.ts'

/** Null is "not a number of this", never zero. */
export type Population = { devices: number | null; people: number | null; administrators: number | null }

export type InventoryConnection = ConnectionSummary & {
  /** Now, or at the moment asked for: nothing flows over a connection that is gone. */
  population: Statement<Population>
  /** How it is known that it is there, behind which account, until when. */
  known: Source
  /** Licences in use of which Intune does not list the holders: they are not in the population. */
  unlistedLicences: number
  /** What went over it until it was gone, which Apple may still hold; null while it flows. */
  sharedBefore: SharedBefore | null
}

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
  /** Names of connections that ended after that reading, which its numbers still count. */
  endedSince: string[]
  connections: InventoryConnection[]
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

const nobody: Population = { devices: null, people: null, administrators: null }
const none: Population = { devices: 0, people: 0, administrators: 0 }

/**
 * What goes to Apple at a moment (now, unless `asOf` names a past one), from the counts that the reading in force
 * froze. Words in `lang`, of the current edition.
 */
export const inventory = (
  actor: Actor,
  { lang, asOf = new Date() }: { lang: Language; asOf?: Date },
): Promise<Inventory> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => inventoryAt(tx, lang, asOf))
}

/** What went over one stay of a connection until it was gone; null while it flows. */
export const sharedBefore = (actor: Actor, connection: ConnectionSummary): Promise<SharedBefore | null> => {
  demand(actor, 'inventory:read')
  return inOrganisation(
    actor.organisationId,
    async (tx) => (await sharedBeforeAt(tx, [connection], new Date())).get(connection.id) ?? null,
  )
}

/** One service of the inventory. */
export const inventoryOf = async (
  actor: Actor,
  service: Service,
  options: { lang: Language; asOf?: Date },
): Promise<Inventory & { service: InventoryService }> => {
  const whole = await inventory(actor, options)
  const found = whole.services.find((each) => each.service === service)
  if (!found) throw new Missing('service')
  return { ...whole, service: found }
}

/** Populations by scope, the id in it and the element; '' is the scope as a whole. */
type Counts = (scope: string, scopeId: string, element?: string) => Population | undefined

/** Which of a reading's counts: those of many connections' elements are many, and only an element's page asks for its own. */
type Counted = { OR: { scope?: string | { not: string }; scopeId?: string; element?: string }[] }
const wholes: Counted = { OR: [{ scope: { not: 'connection' } }, { element: '' }] }

const countsOf = async (
  tx: Transaction,
  reading: CompleteReading | null,
  counted: Counted,
): Promise<Counts> => {
  if (!reading) return () => undefined
  const rows = await tx.inventoryCount.findMany({
    where: { readingId: reading.id, ...counted },
    omit: { organisationId: true, readingId: true },
  })
  const number = (value: bigint | null) => (value === null ? null : Number(value))
  const keyOf = (scope: string, scopeId: string, element: string) => `${scope} ${scopeId} ${element}`
  const counts = new Map(
    rows.map(({ scope, scopeId, element, devices, people, administrators }) => [
      keyOf(scope, scopeId, element),
      { devices: number(devices), people: number(people), administrators: number(administrators) },
    ]),
  )
  return (scope, scopeId, element = '') => counts.get(keyOf(scope, scopeId, element))
}

const notCovered: Source = { grade: 'unverifiable', why: 'inventory.why.notCovered' }

/** Whether a reading went through a tenant: of one that was forgotten before it, the numbers are older. */
const coverageOf = async (tx: Transaction, reading: CompleteReading | null) => {
  if (!reading) return () => true
  const rows = await tx.readingCollection.groupBy({
    by: ['tenantLinkId'],
    where: { readingId: reading.id },
  })
  const links = new Set(rows.map((row) => row.tenantLinkId))
  return (tenantLinkId: string): boolean => links.size === 0 || links.has(tenantLinkId)
}

type Known = {
  reading: CompleteReading | null
  counts: Counts
  covers: (tenantLinkId: string) => boolean
  unlisted: ReadonlyMap<string, number>
}

/** Whom one connection concerns: what flows was counted, and over one that is gone nothing does. */
const numbersOver = (
  connection: ConnectionSummary,
  { reading, counts, covers, unlisted }: Known,
): Pick<InventoryConnection, 'population' | 'known' | 'unlistedLicences'> => {
  if (!isFlowing(connection.state)) {
    const source = goneSource(connection, reading)
    return { population: { value: reading ? none : nobody, source }, known: source, unlistedLicences: 0 }
  }
  const value = reading ? (counts('connection', connection.id) ?? none) : nobody
  const known = covers(connection.tenantLinkId) ? observedBy(reading) : notCovered
  const unlistedLicences = unlisted.get(connection.id) ?? 0
  const isWhole = known === notCovered || !unlisted.has(connection.id)
  return { population: { value, source: isWhole ? known : licencesUnlisted }, known, unlistedLicences }
}

/** Whom one connection concerns now, how that is known, and the reading in force. */
export const connectionPopulation = (
  actor: Actor,
  connection: ConnectionSummary,
): Promise<Pick<InventoryConnection, 'population' | 'known'> & { reading: CompleteReading | null }> => {
  demand(actor, 'inventory:read')
  return inOrganisation(actor.organisationId, async (tx) => {
    const reading = await readingInForce(tx, new Date())
    const counts = await countsOf(tx, reading, {
      OR: [{ scope: 'connection', scopeId: connection.id, element: '' }],
    })
    const covers = await coverageOf(tx, reading)
    const unlisted = await unlistedLicencesAt(tx, reading?.sequence ?? 0)
    const { population, known } = numbersOver(connection, { reading, counts, covers, unlisted })
    return { reading, population, known }
  })
}

/** `inventory` inside a transaction of the caller: what else it reads is of the same moment. */
export const inventoryAt = async (tx: Transaction, lang: Language, asOf: Date): Promise<Inventory> => {
  const organisation = await tx.organisation.findFirstOrThrow({
    select: { id: true, name: true, country: true },
  })
  const reading = await readingInForce(tx, asOf)
  const counts = await countsOf(tx, reading, wholes)
  const connections = await connectionsAt(tx, { at: asOf, sequence: reading?.sequence ?? 0 })
  const unlisted = await unlistedLicencesAt(tx, reading?.sequence ?? 0)
  const before = await sharedBeforeAt(tx, connections, asOf)
  const observed = observedBy(reading)
  const countedOver = (over: readonly { id: string }[]): Source =>
    over.some(({ id }) => unlisted.has(id)) ? licencesUnlisted : observed
  const covers = await coverageOf(tx, reading)
  const populationOf = (scope: string, scopeId: string, element = ''): Population =>
    reading ? (counts(scope, scopeId, element) ?? none) : nobody

  return {
    organisation,
    reading,
    asOf,
    population: { value: populationOf('organisation', ''), source: countedOver(connections) },
    observed,
    services: services.map((service) => {
      const mine = connections.filter((connection) => connection.service === service)
      const state = serviceState(mine.map((connection) => connection.state))
      return {
        service,
        state,
        observedSince: mine.reduce<Date | null>(
          (first, { observedSince }) => (first && first <= observedSince ? first : observedSince),
          null,
        ),
        population: { value: populationOf('service', service), source: countedOver(mine) },
        endedSince: mine
          .filter(({ state, until }) => !isFlowing(state) && until === null)
          .map(({ name }) => name),
        connections: mine.map((connection) => ({
          ...connection,
          ...numbersOver(connection, { reading, counts, covers, unlisted }),
          sharedBefore: before.get(connection.id) ?? null,
        })),
        elements: elementsOf(groupOf(service)).map((element) =>
          elementAt(
            element,
            lang,
            { observed, counted: countedOver(mine) },
            populationOf('service', service, `${element.group}/${element.key}`),
          ),
        ),
      }
    }),
  }
}

/**
 * The number belongs to whom the element's counting rule says; the other numbers are none of its own. Of an element
 * about the organisation itself that is observed too: the connection was, and it is this organisation's.
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
  return {
    element,
    text,
    sent: { grade: 'documented', edition: currentEdition.id, row: text.row },
    population: {
      value,
      source:
        of === 'none'
          ? { grade: 'unverifiable', why: `catalogue.counting.${why}` }
          : countsHolders(element)
            ? counted
            : observed,
    },
  }
}

/** Whether it is devices or people that count, which a location token has only through the holders of licences. */
const countsHolders = ({ counts: { of } }: Element): boolean => of === 'devices' || of === 'people'

export type ElementDetail = InventoryElement & {
  service: InventoryService
  reading: CompleteReading | null
  /** The same row in the other language and in older editions. */
  texts: ElementText[]
  /** Over which connections, with each one's own number. */
  connections: { connection: InventoryConnection; population: Statement<Population> }[]
}

/** One element of one service. Throws Missing. */
export const elementDetail = async (
  actor: Actor,
  service: Service,
  key: string,
  { lang, asOf = new Date() }: { lang: Language; asOf?: Date },
): Promise<ElementDetail> => {
  demand(actor, 'inventory:read')
  const group = groupOf(service)
  const element = elementOf(group, key)
  if (!element) throw new Missing('element')
  return inOrganisation(actor.organisationId, async (tx) => {
    const whole = await inventoryAt(tx, lang, asOf)
    const mine = whole.services.find((each) => each.service === service)
    const shown = mine?.elements.find((each) => each.element.key === key)
    if (!mine || !shown) throw new Missing('element')
    const counts = await countsOf(tx, whole.reading, {
      OR: [{ scope: 'connection', element: `${group}/${key}` }],
    })
    return {
      ...shown,
      service: mine,
      reading: whole.reading,
      texts: (['en', 'fr'] as const).flatMap((each) =>
        (['2023-12', 'pre-2023-12'] as const).flatMap((edition) => textOf(group, key, each, edition) ?? []),
      ),
      connections: mine.connections
        .filter((connection) => isFlowing(connection.state))
        .map((connection) => ({
          connection,
          population: {
            value: counts('connection', connection.id, `${group}/${key}`) ?? nobody,
            source: countsHolders(element) ? connection.population.source : shown.population.source,
          },
        })),
    }
  })
}
