import type { Transaction } from '#adapters/db.ts'
import { isFlowing, isGone } from '#domain/connection-life.ts'
import { goneSource } from '#domain/gone-source.ts'
import { type Interval, standsAt } from '#domain/interval.ts'
import { type Service, services } from '#domain/service.ts'
import { type ConnectionSummary, type Moment, staysAt } from '#features/connections/queries.ts'
import type { CompleteReading } from '#features/readings/queries.ts'
import type { FirstSighting, Sighting, Witnesses } from '#features/readings/witnesses.ts'

/** A time during which something about one device or person went to Apple over one connection. */
export type SharePeriod = {
  connection: ConnectionSummary
  since: FirstSighting
  /** What found it over; null as long as it is shared. */
  until: Sighting | null
}

type Share = Interval & { connectionId: string }

/** The connections that shares go over, as they stand at a moment. */
export const connectionsOf = async (
  tx: Transaction,
  moment: Moment,
  shares: readonly { connectionId: string }[],
): Promise<Map<string, ConnectionSummary>> => {
  const ids = [...new Set(shares.map(({ connectionId }) => connectionId))]
  const connections = await staysAt(tx, moment, ids)
  return new Map(connections.map((connection) => [connection.id, connection]))
}

/**
 * Intervals with the readings that saw them begin and end. Over a connection that a case found gone nothing is shared
 * any more, although the next reading has yet to close the interval: the case's check is what says so.
 */
export const periodsOf = <Shared extends Share>(
  shares: readonly Shared[],
  connections: ReadonlyMap<string, ConnectionSummary>,
  witnesses: Witnesses,
  reading: CompleteReading | null,
): (Shared & { period: SharePeriod })[] =>
  shares.map((share) => {
    const connection = connections.get(share.connectionId)
    if (!connection) throw new Error(`a share of ${share.connectionId}, which is no connection`)
    const until = share.until === null ? goneSight(connection, reading) : witnesses.endSight(share.until)
    const since = witnesses.firstSight(connection.tenantLinkId, share.since)
    return { ...share, period: { connection, since, until } }
  })

const goneSight = (connection: ConnectionSummary, reading: CompleteReading | null): Sighting | null => {
  const { disabledAt, state } = connection
  if (!isGone(state) || disabledAt === null) return null
  return { at: disabledAt, source: goneSource(connection, reading), reading: null }
}

/** Over which services each subject, a device or a person, is shared at a moment, in the order of the services. */
export const servicesAt = async (
  tx: Transaction,
  moment: Moment,
  shares: readonly (Share & { subject: string })[],
): Promise<Map<string, Service[]>> => {
  const standing = shares.filter((share) => standsAt(share, moment.sequence))
  const connections = await connectionsOf(tx, moment, standing)
  const over = new Map<string, Set<Service>>()
  for (const { subject, connectionId } of standing) {
    const connection = connections.get(connectionId)
    if (!connection || !isFlowing(connection.state)) continue
    over.set(subject, (over.get(subject) ?? new Set()).add(connection.service))
  }
  return new Map([...over].map(([subject, known]) => [subject, services.filter((each) => known.has(each))]))
}
