import type { Transaction } from '#adapters/db.ts'
import { differenceOf, type Interval, type Span, stoodAt } from '#domain/difference.ts'
import { type Service, services } from '#domain/service.ts'

export type ComparedConnection = Interval & {
  id: string
  service: Service
  name: string
  /** Which thing in Intune it is: two stays of one token, which was gone in between, speak of the same. */
  object: string
}

/** Null where nothing was said. */
export type ChangedFact = { key: string; before: string | null; after: string | null }

export type ConnectionChange = {
  connection: ComparedConnection
  /** `returned`: it stood at both readings and was gone in between. */
  change: 'appeared' | 'vanished' | 'changed' | 'returned'
  /** What changed; empty where it appeared or vanished. */
  facts: ChangedFact[]
}

export type AccountChanges = {
  appeared: string[]
  vanished: string[]
  /** Behind connections of which none was listed any more. */
  missing: string[]
}

type Fact = Interval & { connectionId: string; key: string; value: string }

/** Selects rows that stood at some time between two readings, or at one of them. */
const during = ({ from, to }: Span) => ({
  since: { lte: to },
  OR: [{ until: null }, { until: { gt: from } }],
})

/** Selects rows that began or ended after the earlier reading and up to the later one. */
export const touched = ({ from, to }: Span) => ({
  OR: [{ since: { gt: from, lte: to } }, { until: { gt: from, lte: to } }],
})

/** Connections known at either reading, as they were called at the later one that knew them; by service and name. */
export const comparedConnections = async (tx: Transaction, span: Span): Promise<ComparedConnection[]> => {
  const rows = await tx.connection.findMany({
    where: during(span),
    select: {
      id: true,
      tenantLinkId: true,
      externalId: true,
      service: true,
      name: true,
      since: true,
      until: true,
    },
  })
  const names = await factsOf(tx, { key: 'name', ...during(span) })
  const nameOf = new Map(
    names.toSorted((a, b) => a.since - b.since).map(({ connectionId, value }) => [connectionId, value]),
  )
  return rows
    .filter((row) => stoodAt(row, span.from) || stoodAt(row, span.to))
    .flatMap(({ id, tenantLinkId, externalId, name, since, until, ...row }) => {
      const service = services.find((each) => each === row.service)
      const object = `${tenantLinkId} ${service} ${externalId.toLowerCase()}`
      return service ? [{ id, since, until, service, object, name: nameOf.get(id) ?? name }] : []
    })
    .toSorted(
      (a, b) =>
        services.indexOf(a.service) - services.indexOf(b.service) ||
        a.name.localeCompare(b.name) ||
        a.id.localeCompare(b.id),
    )
}

const factsOf = (tx: Transaction, where: object): Promise<Fact[]> =>
  tx.connectionFact.findMany({
    where,
    select: { connectionId: true, key: true, value: true, since: true, until: true },
  })

/** Connections that appeared, vanished, came back or are described otherwise, in the order given. */
export const connectionChanges = async (
  tx: Transaction,
  connections: readonly ComparedConnection[],
  span: Span,
): Promise<ConnectionChange[]> => {
  const { appeared, vanished, changed } = differenceOf(connections, span, ({ object }) => object)
  const left = new Set(changed.map(({ before }) => before))
  const returned = new Set(changed.map(({ after }) => after))
  const objectOf = new Map(connections.map(({ id, object }) => [id, object]))
  const changedFacts = factChanges(await factsOf(tx, touched(span)), objectOf, span)
  return connections.flatMap((connection): ConnectionChange[] => {
    if (left.has(connection)) return []
    if (appeared.includes(connection)) return [{ connection, change: 'appeared', facts: [] }]
    if (vanished.includes(connection)) return [{ connection, change: 'vanished', facts: [] }]
    const facts = changedFacts.get(connection.object)?.map((fact) => factOf(connection, fact))
    if (returned.has(connection)) return [{ connection, change: 'returned', facts: facts ?? [] }]
    return facts ? [{ connection, change: 'changed', facts }] : []
  })
}

/** What is missing of all others is emptied of a push certificate: one that is gone has vanished. */
const factOf = ({ service }: ComparedConnection, fact: ChangedFact): ChangedFact =>
  fact.key === 'missing' && service === 'apns' ? { ...fact, key: 'emptied' } : fact

/** By the thing in Intune that they speak of. */
const factChanges = (
  facts: readonly Fact[],
  objectOf: ReadonlyMap<string, string>,
  span: Span,
): Map<string, ChangedFact[]> => {
  const of = ({ connectionId }: Fact): string => objectOf.get(connectionId) ?? connectionId
  const { appeared, vanished, changed } = differenceOf(
    facts,
    span,
    (fact) => `${of(fact)} ${fact.key}`,
    (before, after) => before.value === after.value,
  )
  const all = [
    ...appeared.map((fact) => ({ fact, before: null, after: fact.value })),
    ...vanished.map((fact) => ({ fact, before: fact.value, after: null })),
    ...changed.map(({ before, after }) => ({ fact: after, before: before.value, after: after.value })),
  ].toSorted((a, b) => a.fact.key.localeCompare(b.fact.key))
  const ofObject = new Map<string, ChangedFact[]>()
  for (const { fact, before, after } of all) {
    const list = ofObject.get(of(fact)) ?? []
    ofObject.set(of(fact), [...list, { key: fact.key, before, after }])
  }
  return ofObject
}

/** Apple IDs by what the connections named, for an account that returned is the same one again. */
export const accountChanges = async (tx: Transaction, span: Span): Promise<AccountChanges> => {
  const named = await factsOf(tx, { key: 'appleId', ...during(span) })
  const absent = await factsOf(tx, { key: 'missing', ...during(span) })
  const { appeared, vanished } = differenceOf(named, span, appleIdOf)
  const missingThen = missingAt(named, absent, span.from)
  const missingNow = missingAt(named, absent, span.to)
  return {
    appeared: namesOf(appeared),
    vanished: namesOf(vanished),
    missing: namesOf(
      named.filter(
        (fact) =>
          stoodAt(fact, span.to) && missingNow.has(appleIdOf(fact)) && !missingThen.has(appleIdOf(fact)),
      ),
    ),
  }
}

const appleIdOf = ({ value }: Fact): string => value.trim().toLowerCase()

const namesOf = (facts: readonly Fact[]): string[] =>
  [...new Map(facts.map((fact) => [appleIdOf(fact), fact.value.trim()])).values()].toSorted((a, b) =>
    a.localeCompare(b),
  )

/** Accounts that stood behind missing connections only. */
const missingAt = (named: readonly Fact[], absent: readonly Fact[], sequence: number): Set<string> => {
  const missing = new Set(
    absent.filter((fact) => stoodAt(fact, sequence)).map(({ connectionId }) => connectionId),
  )
  const standing = named.filter((fact) => stoodAt(fact, sequence))
  const listed = new Set(
    standing.filter(({ connectionId }) => !missing.has(connectionId)).map((fact) => appleIdOf(fact)),
  )
  return new Set(standing.map(appleIdOf).filter((appleId) => !listed.has(appleId)))
}
