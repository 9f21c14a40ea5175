import type { Transaction } from '#adapters/db.ts'
import { isGone } from '#domain/connection-life.ts'
import { goneSource } from '#domain/gone-source.ts'
import type { Source, Statement } from '#domain/grade.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import {
  bookLicencesAt,
  licencesUnlisted,
  unlistedLicencesAt,
} from '#features/connections/unlisted-licences.ts'
import { type CompleteReading, observedBy } from '#features/readings/queries.ts'
import { type SharedBefore, sharedBeforeAt } from './shared-before.ts'

/** Null is "not a number of this", never zero. */
export type Population = { devices: number | null; people: number | null; administrators: number | null }

export const nobody: Population = { devices: null, people: null, administrators: null }
export const none: Population = { devices: 0, people: 0, administrators: 0 }

/** A connection with whom it concerns. */
export type InventoryConnection = ConnectionSummary & {
  /** Now, or at the moment asked for: nothing flows over a connection that is gone. */
  population: Statement<Population>
  /** How it is known that it is there, behind which account, until when. */
  known: Source
  /** Licences in use of which Intune does not list the holders: they are not in the population. */
  unlistedLicences: number
  /** Licences of books in use, of which nobody is listed as the holder. */
  bookLicences: number
  /** What went over it until nothing did any more, which Apple may still hold; null while it flows. */
  sharedBefore: SharedBefore | null
}

/** Populations by scope, the id in it and the element; '' is the scope as a whole. */
export type Counts = (scope: string, scopeId: string, element?: string) => Population | undefined

/** Which of a reading's counts: those of many connections are many, and a page asks for the ones it shows. */
type Counted = { scope: string | { in: string[] }; scopeId?: { in: string[] }; element?: string }

export const countsOf = async (
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

/** Connections with their numbers: what flows was counted, and over one that is gone nothing does. */
export const withNumbers = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  { reading, asOf }: { reading: CompleteReading | null; asOf: Date },
): Promise<InventoryConnection[]> => {
  if (connections.length === 0) return []
  const scopeId = { in: connections.map(({ id }) => id) }
  const counts = await countsOf(tx, reading, { scope: 'connection', scopeId, element: '' })
  const covers = await coverageOf(tx, reading)
  const unlisted = await unlistedLicencesAt(tx, reading?.sequence ?? 0)
  const books = await bookLicencesAt(tx, reading?.sequence ?? 0)
  const before = await sharedBeforeAt(tx, connections, asOf)
  return connections.map((connection) => {
    const sharedBefore = before.get(connection.id) ?? null
    if (isGone(connection.state)) {
      const source = goneSource(connection, reading)
      const population = { value: reading ? none : nobody, source }
      return { ...connection, population, known: source, unlistedLicences: 0, bookLicences: 0, sharedBefore }
    }
    const value = reading ? (counts('connection', connection.id) ?? none) : nobody
    const known = covers(connection.tenantLinkId) ? observedBy(reading) : notCovered
    const unlistedLicences = unlisted.get(connection.id) ?? 0
    const isWhole = known === notCovered || !unlisted.has(connection.id)
    const population = { value, source: isWhole ? known : licencesUnlisted }
    const bookLicences = books.get(connection.id) ?? 0
    return { ...connection, population, known, unlistedLicences, bookLicences, sharedBefore }
  })
}
