import type { Transaction } from '#adapters/db.ts'
import { differenceOf, type Interval, type Span, stoodAt } from '#domain/difference.ts'
import { type Service, services } from '#domain/service.ts'

export type ComparedConnection = Interval & { id: string; service: Service; name: string }

/** Null where nothing was said. */
export type ChangedFact = { key: string; before: string | null; after: string | null }

export type ConnectionChange = {
  connection: ComparedConnection
  change: 'appeared' | 'vanished' | 'changed'
  /** What changed; empty unless `changed`. */
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
    select: { id: true, service: true, name: true, since: true, until: true },
  })
  const names = await factsOf(tx, { key: 'name', ...during(span) })
  const nameOf = new Map(
    names.toSorted((a, b) => a.since - b.since).map(({ connectionId, value }) => [connectionId, value]),
  )
  return rows
    .filter((row) => stoodAt(row, span.from) || stoodAt(row, span.to))
    .flatMap((row) => {
      const service = services.find((each) => each === row.service)
      return service ? [{ ...row, service, name: nameOf.get(row.id) ?? row.name }] : []
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

/** Connections that appeared, vanished or are described otherwise, in the order given. */
export const connectionChanges = async (
  tx: Transaction,
  connections: readonly ComparedConnection[],
  span: Span,
): Promise<ConnectionChange[]> => {
  const { appeared, vanished } = differenceOf(connections, span, ({ id }) => id)
  const changedFacts = factChanges(await factsOf(tx, touched(span)), span)
  return connections.flatMap((connection): ConnectionChange[] => {
    if (appeared.includes(connection)) return [{ connection, change: 'appeared', facts: [] }]
    if (vanished.includes(connection)) return [{ connection, change: 'vanished', facts: [] }]
    const facts = changedFacts.get(connection.id)
    return facts ? [{ connection, change: 'changed', facts }] : []
  })
}

const factChanges = (facts: readonly Fact[], span: Span): Map<string, ChangedFact[]> => {
  const { appeared, vanished, changed } = differenceOf(
    facts,
    span,
    ({ connectionId, key }) => `${connectionId} ${key}`,
    (before, after) => before.value === after.value,
  )
  const all = [
    ...appeared.map((fact) => ({ fact, before: null, after: fact.value })),
    ...vanished.map((fact) => ({ fact, before: fact.value, after: null })),
    ...changed.map(({ before, after }) => ({ fact: after, before: before.value, after: after.value })),
  ].toSorted((a, b) => a.fact.key.localeCompare(b.fact.key))
  const ofConnection = new Map<string, ChangedFact[]>()
  for (const { fact, before, after } of all) {
    const list = ofConnection.get(fact.connectionId) ?? []
    ofConnection.set(fact.connectionId, [...list, { key: fact.key, before, after }])
  }
  return ofConnection
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
