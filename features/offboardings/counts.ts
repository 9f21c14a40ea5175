import type { Transaction } from '#adapters/db.ts'
import type { ConnectionCounts } from '#domain/offboarding/impact.ts'
import { kindOf } from '#domain/service.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'

/**
 * What the reading in force counted of each connection. What the push certificate is shared about is managed; once it is
 * emptied nothing is shared over it, and what Intune manages still is, and loses its management with the certificate.
 */
export const countsOfEach = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  readingId: string | null,
  apps: readonly { connectionId: string; usedLicences: number | null }[],
): Promise<ConnectionCounts[]> => {
  const counts = await tx.inventoryCount.findMany({
    where: {
      readingId: { in: readingId === null ? [] : [readingId] },
      scope: 'connection',
      scopeId: { in: connections.map(({ id }) => id) },
      element: '',
    },
    select: { scopeId: true, devices: true, people: true },
  })
  const managed = await managedOver(tx, connections)
  const underEmptied = await managedUnder(
    tx,
    connections.filter(({ state }) => state === 'emptied'),
  )
  return connections.map(({ id, service }) => {
    const emptied = underEmptied.get(id)
    const own = emptied ? [emptied] : counts.filter(({ scopeId }) => scopeId === id)
    const of = apps.filter(({ connectionId }) => connectionId === id)
    const devices = sum(own.map((each) => each.devices))
    return {
      id,
      devices,
      people: sum(own.map(({ people }) => people)),
      apps: of.length,
      licences: sum(of.map(({ usedLicences }) => usedLicences)),
      managed: kindOf(service) === 'pushCertificate' ? devices : (managed.get(id) ?? 0),
    }
  })
}

/** How many devices Intune manages in the tenant of each of these push certificates, and how many people use them. */
const managedUnder = async (
  tx: Transaction,
  certificates: readonly ConnectionSummary[],
): Promise<ReadonlyMap<string, { devices: number; people: number }>> => {
  if (certificates.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; devices: number; people: number }[]>`
    select c.id, count(d.id)::int as devices, count(distinct d.person_id)::int as people from connection c
    left join device d on d.organisation_id = c.organisation_id and d.tenant_link_id = c.tenant_link_id
      and d.mark is not null
    where c.id = any(${certificates.map(({ id }) => id)}::uuid[])
    group by c.id`
  return new Map(rows.map(({ id, ...counted }) => [id, counted]))
}

/** How many devices of each enrolment token Intune still manages. */
const managedOver = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
): Promise<ReadonlyMap<string, number>> => {
  const ids = connections.filter(({ service }) => kindOf(service) === 'enrolmentToken').map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: string; managed: number }[]>`
    select s.connection_id as id, count(*)::int as managed from device_share s
    join device d on d.organisation_id = s.organisation_id and d.id = s.device_id
    where s.connection_id = any(${ids}::uuid[]) and s.until is null and d.mark is not null
    group by s.connection_id`
  return new Map(rows.map(({ id, managed }) => [id, managed]))
}

/**
 * How many supervised devices a tenant manages that may have a profile nobody can remove: those of enrolment tokens
 * with such a profile. Which profile a device got, Intune does not list, so it is at most this many.
 */
export const fixedOver = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
): Promise<number> => {
  const links = connections.flatMap(({ service, tenantLinkId }) =>
    kindOf(service) === 'pushCertificate' ? tenantLinkId : [],
  )
  if (links.length === 0) return 0
  const rows = await tx.$queryRaw<{ fixed: number }[]>`
    select count(distinct s.device_id)::int as fixed from device_share s
    join connection c on c.organisation_id = s.organisation_id and c.id = s.connection_id
    join device d on d.organisation_id = s.organisation_id and d.id = s.device_id
    where c.tenant_link_id = any(${links}::uuid[]) and c.service in ('dep', 'asm') and c.until is null
      and s.until is null and d.mark is not null and d.is_supervised
      and exists (select from profile p where p.organisation_id = c.organisation_id and p.connection_id = c.id
        and p.until is null and p.removal_disabled)`
  return rows[0]?.fixed ?? 0
}

/** Over the push certificate every managed device is counted once; over enrolment tokens, those of each. */
export const managedIn = (
  connections: readonly ConnectionSummary[],
  each: readonly ConnectionCounts[],
): number => {
  const isPush = ({ service }: ConnectionSummary) => kindOf(service) === 'pushCertificate'
  const over = connections.some(isPush) ? connections.filter(isPush) : connections
  return sum(
    each.filter(({ id }) => over.some((connection) => connection.id === id)).map(({ managed }) => managed),
  )
}

/** Of what may be missing, nothing is counted. */
export const sum = (numbers: readonly (bigint | number | null)[]): number =>
  numbers.reduce<number>((total, number) => total + Number(number ?? 0), 0)
