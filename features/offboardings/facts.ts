import type { Transaction } from '#adapters/db.ts'
import type { HardStop, Plan, PlanCounts } from '#domain/offboarding/plan.ts'
import { kindOf, type Service } from '#domain/service.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { connectionsIn } from './scope.ts'

/** What stands in the last reading about the connections of a case: frozen with the plan when it is confirmed. */
export type Impact = {
  reading: { id: string; sequence: number; finishedAt: string } | null
  /** What is counted of each connection. */
  each: ({ id: string } & Omit<PlanCounts, 'fixed'>)[]
  apps: { id: string; name: string; usedLicences: number | null }[]
  /** Enrolment profiles that install Company Portal from a token in scope. */
  profiles: { id: string; name: string; isDefault: boolean; token: string }[]
  /** Enrolment profiles that go with an enrolment token in scope. */
  ownProfiles: { id: string; name: string; isDefault: boolean; token: string }[]
  /** Other connections that still use an Apple account of this case. */
  siblings: Sibling[]
}
export type Sibling = { id: string; name: string; service: Service; appleId: string }

/** What a case would do to the connections in its scope, as the last reading found them. */
export type Facts = { plan: Plan; impact: Impact }

/** Computes a plan and its impact from the last reading's frozen counts and lists; asks nobody outside. */
export const factsOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
  now: Date,
): Promise<Facts> => {
  const connections = await connectionsIn(tx, connectionIds)
  const ids = connections.map(({ id }) => id)
  const rows = await tx.connection.findMany({
    where: { id: { in: ids } },
    select: { id: true, observed: true },
  })
  const observedOf = (id: string): unknown => rows.find((each) => each.id === id)?.observed
  const tenantLinkIds = [...new Set(connections.map(({ tenantLinkId }) => tenantLinkId))]
  const reading = await readingInForce(tx, now)
  const apps = await tx.app.findMany({
    where: { connectionId: { in: ids }, until: null },
    orderBy: { name: 'asc' },
    select: { externalId: true, name: true, usedLicences: true, connectionId: true },
  })
  const each = await countsOfEach(tx, connections, reading?.id ?? null, apps)
  const profiles = await portalProfiles(tx, connections, tenantLinkIds)
  const ownProfiles = await tx.profile.findMany({
    where: { until: null, connectionId: { in: ids } },
    orderBy: [{ connection: { name: 'asc' } }, { name: 'asc' }],
    select: { externalId: true, name: true, isDefault: true, connection: { select: { name: true } } },
  })
  const isPast = (at: Date | null | undefined) => at != null && at <= now
  const others = await othersOf(tx, connections, tenantLinkIds)
  const fixed = await fixedOver(tx, connections)

  return {
    plan: {
      version: 1,
      connections: connections.map(({ id, service, externalId, name, tenantLinkId, account }) => ({
        id,
        kind: kindOf(service),
        externalId,
        name,
        tenantLinkId,
        account: account ? { id: account.id, appleId: account.appleId } : null,
      })),
      hardStops: connections.flatMap((connection) => {
        const push = others.find(
          ({ service, tenantLinkId }) => service === 'apns' && tenantLinkId === connection.tenantLinkId,
        )
        return hardStopsOf(connection, {
          profileIds: profiles
            .filter(({ companyPortalTokenId }) => isSame(companyPortalTokenId, connection.externalId))
            .map(({ externalId }) => externalId),
          isExpired: isPast(connection.expiresAt),
          isHeldElsewhere: isHeldElsewhere(observedOf(connection.id)),
          hasNoPush: !push || isPast(push.expiresAt),
          isShared: isSharedWithSchools(observedOf(connection.id)),
          managed: each.find(({ id }) => id === connection.id)?.managed ?? 0,
          fixed,
          tokensLeft: others.filter(
            ({ id, service, tenantLinkId }) =>
              service === 'vpp' && tenantLinkId === connection.tenantLinkId && !ids.includes(id),
          ).length,
        })
      }),
      counts: {
        devices: sum(each.map(({ devices }) => devices)),
        people: sum(each.map(({ people }) => people)),
        apps: apps.length,
        licences: sum(apps.map(({ usedLicences }) => usedLicences)),
        managed: managedIn(connections, each),
        fixed,
      },
    },
    impact: {
      reading: reading && {
        id: reading.id,
        sequence: reading.sequence,
        finishedAt: reading.finishedAt.toISOString(),
      },
      each,
      apps: apps.map(({ externalId, name, usedLicences }) => ({ id: externalId, name, usedLicences })),
      profiles: profiles.map(({ externalId, name, isDefault, connection }) => ({
        id: externalId,
        name,
        isDefault,
        token: connection.name,
      })),
      ownProfiles: ownProfiles.map(({ externalId, connection, ...profile }) => ({
        id: externalId,
        ...profile,
        token: connection.name,
      })),
      siblings: await siblingsOf(tx, connections),
    },
  }
}

/** Enrolment profiles that install Company Portal from one of these tokens. */
const portalProfiles = (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  tenantLinkIds: readonly string[],
) =>
  tx.profile.findMany({
    where: {
      until: null,
      companyPortalTokenId: { in: connections.map(({ externalId }) => externalId), mode: 'insensitive' },
      connection: { until: null, tenantLinkId: { in: [...tenantLinkIds] } },
    },
    orderBy: { name: 'asc' },
    select: {
      externalId: true,
      name: true,
      isDefault: true,
      companyPortalTokenId: true,
      connection: { select: { name: true } },
    },
  })

/** Push certificates and location tokens of the same tenants that are still in Intune, in scope or not. */
const othersOf = (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  tenantLinkIds: readonly string[],
) =>
  connections.length === 0
    ? Promise.resolve([])
    : tx.connection.findMany({
        where: {
          service: { in: ['apns', 'vpp'] },
          until: null,
          disablement: null,
          tenantLinkId: { in: [...tenantLinkIds] },
        },
        select: { id: true, service: true, tenantLinkId: true, expiresAt: true },
      })

/** Over the push certificate every managed device is counted once; over enrolment tokens, those of each. */
const managedIn = (connections: readonly ConnectionSummary[], each: Impact['each']): number => {
  const isPush = ({ service }: ConnectionSummary) => kindOf(service) === 'pushCertificate'
  const over = connections.some(isPush) ? connections.filter(isPush) : connections
  return sum(
    each.filter(({ id }) => over.some((connection) => connection.id === id)).map(({ managed }) => managed),
  )
}

const sum = (numbers: readonly (bigint | number | null)[]): number =>
  numbers.reduce<number>((total, number) => total + Number(number ?? 0), 0)

const isSame = (left: string | null, right: string): boolean => left?.toLowerCase() === right.toLowerCase()

/** `observed` is the token as the reading found it; see `LocationToken` and `EnrolmentToken` of domain/tenant.ts. */
const isHeldElsewhere = (observed: unknown): boolean =>
  typeof observed === 'object' &&
  observed !== null &&
  'state' in observed &&
  observed.state === 'heldElsewhere'
const isSharedWithSchools = (observed: unknown): boolean =>
  typeof observed === 'object' &&
  observed !== null &&
  'sharedWithSchoolDataSync' in observed &&
  observed.sharedWithSchoolDataSync === true

/** What the reading in force counted of each connection. What the push certificate is shared about is managed. */
const countsOfEach = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  readingId: string | null,
  apps: readonly { connectionId: string; usedLicences: number | null }[],
): Promise<Impact['each']> => {
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
  return connections.map(({ id, service }) => {
    const own = counts.filter(({ scopeId }) => scopeId === id)
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
const fixedOver = async (tx: Transaction, connections: readonly ConnectionSummary[]): Promise<number> => {
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

type FoundAbout = {
  profileIds: string[]
  isExpired: boolean
  isHeldElsewhere: boolean
  hasNoPush: boolean
  isShared: boolean
  managed: number
  fixed: number
  tokensLeft: number
}

const hardStopsOf = ({ id: connectionId, service }: ConnectionSummary, found: FoundAbout): HardStop[] => {
  const when = (isSo: boolean, kind: HardStop['kind'], subjects: string[] = []): HardStop[] =>
    isSo ? [{ kind, connectionId, subjects }] : []
  if (kindOf(service) === 'enrolmentToken') {
    return [...when(found.managed > 0, 'devicesManaged'), ...when(found.isShared, 'sharedWithSchoolDataSync')]
  }
  if (kindOf(service) === 'pushCertificate') {
    return [
      ...when(found.managed > 0, 'devicesManaged'),
      ...when(found.fixed > 0, 'profilesNotRemovable'),
      ...when(found.tokensLeft > 0, 'tokensLeft'),
    ]
  }
  return [
    ...when(found.profileIds.length > 0, 'companyPortalProfiles', found.profileIds),
    ...when(found.isExpired, 'tokenExpired'),
    ...when(found.isHeldElsewhere, 'tokenHeldElsewhere'),
    ...when(found.hasNoPush, 'pushCertificateExpired'),
  ]
}

/** Other connections of which an Apple account of these is still in use. */
export const siblingsOf = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
): Promise<Sibling[]> => {
  const scope = new Set(connections.map(({ id }) => id))
  const accounts = [...new Set(connections.flatMap(({ account }) => account?.id ?? []))]
  if (accounts.length === 0) return []
  const rows = await tx.connection.findMany({
    where: { accountId: { in: accounts }, id: { notIn: [...scope] }, until: null, disablement: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  const found = await connectionsIn(
    tx,
    rows.map(({ id }) => id),
  )
  return found.flatMap(({ id, name, service, account, until, disabledAt }) =>
    account && accounts.includes(account.id) && until === null && disabledAt === null
      ? [{ id, name, service, appleId: account.appleId }]
      : [],
  )
}
