import { type SqlPart, sqlName, sqlPart, type Transaction } from '#adapters/db.ts'
import { Missing } from '#domain/outcome.ts'
import { type Service, services } from '#domain/service.ts'
import { countsOf } from '#features/inventory/population.ts'
import type { CompleteReading } from '#features/readings/queries.ts'

/**
 * Of the devices of a connection, those that Intune manages now; or of those, supervised ones under an enrolment token with
 * a profile that cannot be removed: which profile each got, Intune does not list. Of a push certificate it is all that
 * Intune manages in its tenant, and whoever uses it, whether or not the certificate still names an Apple account.
 */
export const onlyThose = ['managed', 'fixed'] as const
export type OnlyThose = (typeof onlyThose)[number]

/** What a list is asked to be narrowed to: what goes over one connection, over any of a service, or over any at all. */
export type OverAsked = {
  connection?: string | undefined
  service?: Service | 'any' | undefined
  only?: OnlyThose | undefined
}

/** What a list is narrowed to. Without a service it is what goes over any connection. */
export type SharedOver = {
  service: Service | null
  connection: { id: string; name: string } | null
  only: OnlyThose | null
}

/** The connection or service that is asked for; null where neither is. Throws Missing. */
export const overAsked = async (
  tx: Transaction,
  {
    connection: id,
    service: asked,
    only = null,
  }: Omit<OverAsked, 'only'> & { only?: OnlyThose | null | undefined },
): Promise<SharedOver | null> => {
  if (id === undefined)
    return asked === undefined
      ? null
      : { service: asked === 'any' ? null : asked, connection: null, only: null }
  const row = await tx.connection.findFirst({ where: { id }, select: { name: true, service: true } })
  const service = services.find((each) => each === row?.service)
  if (!row || !service) throw new Missing('connection')
  return { service, connection: { id, name: row.name }, only }
}

/** Adds nothing to a statement. */
const nothing = sqlPart``

const shares = {
  devices: { table: sqlName('device_share'), id: sqlName('device_id') },
  people: { table: sqlName('person_share'), id: sqlName('person_id') },
}

/** What a device `d` has to be. */
const onlyParts: Record<OnlyThose, SqlPart> = {
  managed: sqlPart`d.mark is not null`,
  fixed: sqlPart`d.mark is not null and d.is_supervised and exists (
    select from device_share s
    join connection c on c.organisation_id = s.organisation_id and c.id = s.connection_id
      and c.tenant_link_id = d.tenant_link_id and c.service in ('dep', 'asm') and c.until is null
    join profile p on p.organisation_id = c.organisation_id and p.connection_id = c.id
      and p.until is null and p.removal_disabled
    where s.organisation_id = d.organisation_id and s.device_id = d.id and s.until is null)`,
}

const ofThose = (only: OnlyThose): SqlPart => sqlPart`and exists (
  select from device d
  where d.organisation_id = share.organisation_id and d.id = share.device_id and ${onlyParts[only]})`

type Page = { sequence: number; after: string; most: number }

const managedIn = {
  devices: sqlName('id'),
  people: sqlName('person_id'),
}

/** What Intune manages in the tenant of a push certificate. */
const underPushCertificate = async (
  tx: Transaction,
  whose: keyof typeof managedIn,
  { id: connection, only }: { id: string; only: OnlyThose },
  { after, most }: Page,
): Promise<string[]> => {
  const id = managedIn[whose]
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct d.${id} as id from connection certificate
    join device d on d.organisation_id = certificate.organisation_id
      and d.tenant_link_id = certificate.tenant_link_id
    where certificate.id = ${connection}::uuid and d.${id} > ${after}::uuid and ${onlyParts[only]}
    order by 1 limit ${most + 1}::int`
  return rows.map((row) => row.id)
}

/**
 * The ids of devices or people shared over a connection, a service or any at a reading, in their order: one more than the page
 * holds, to know whether there is a next one. Of each connection no more rows are looked at than that.
 */
export const sharedOver = async (
  tx: Transaction,
  whose: keyof typeof shares,
  { service, connection, only }: SharedOver,
  page: Page,
): Promise<string[]> => {
  if (connection && service === 'apns' && only)
    return underPushCertificate(tx, whose, { id: connection.id, only }, page)
  const { sequence, after, most } = page
  const { table, id } = shares[whose]
  const known = { since: { lte: sequence }, OR: [{ until: null }, { until: { gt: sequence } }] }
  const connections = connection
    ? [connection]
    : await tx.connection.findMany({ where: { ...(service && { service }), ...known }, select: { id: true } })
  const ids = connections.map((each) => each.id)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct first.id from unnest(${ids}::uuid[]) as connection(id) cross join lateral (
      select ${id} as id from ${table} share
      where connection_id = connection.id and ${id} > ${after}::uuid
        and since <= ${sequence}::int and (until is null or until > ${sequence}::int)
        ${whose === 'devices' && only ? ofThose(only) : nothing}
      order by ${id} limit ${most + 1}::int) as first
    order by first.id limit ${most + 1}::int`
  return rows.map((row) => row.id)
}

/** How many of them the reading in force counted; null where nothing was narrowed to what it counts. */
export const countedOver = async (
  tx: Transaction,
  whose: keyof typeof shares,
  over: SharedOver | null,
  reading: CompleteReading,
): Promise<number | null> => {
  if (!over || over.only) return null
  const { service, connection } = over
  const scope = connection ? 'connection' : service ? 'service' : 'organisation'
  const scopeId = connection?.id ?? service ?? ''
  const counts = await countsOf(tx, reading, { scope, scopeId: { in: [scopeId] }, element: '' })
  return counts(scope, scopeId)?.[whose] ?? null
}
