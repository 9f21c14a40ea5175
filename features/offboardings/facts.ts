import type { Transaction } from '#adapters/db.ts'
import type { HardStop, Plan } from '#domain/offboarding/plan.ts'
import { kindOf, type Service } from '#domain/service.ts'
import { type ConnectionSummary, connectionsAt, latest } from '#features/connections/queries.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { connectionsIn } from './scope.ts'

/** What stands in the last reading about the connections of a case: frozen with the plan when it is confirmed. */
export type Impact = {
  reading: { id: string; sequence: number; finishedAt: string } | null
  apps: { id: string; name: string; usedLicences: number | null }[]
  /** Enrolment profiles that install Company Portal from a token in scope. */
  profiles: { id: string; name: string; isDefault: boolean; token: string }[]
  /** Enrolment profiles that go with an enrolment token in scope. */
  ownProfiles: { id: string; name: string; isDefault: boolean }[]
  /** Other connections that still use an Apple account of this case. */
  siblings: { id: string; name: string; service: Service; appleId: string }[]
}

/** What a case would do to the connections in its scope, as the last reading found them. */
export type Facts = { plan: Plan; connections: ConnectionSummary[]; impact: Impact }

/** Computes a plan and its impact from the last reading's frozen counts and lists; asks nobody outside. */
export const factsOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
  now: Date,
): Promise<Facts> => {
  const connections = await connectionsIn(tx, connectionIds)
  const ids = connections.map(({ id }) => id)
  const origins = await tx.connection.findMany({
    where: { id: { in: ids } },
    select: { id: true, tenantLinkId: true, observed: true },
  })
  const originOf = (id: string) => {
    const origin = origins.find((each) => each.id === id)
    if (!origin) throw new Error('a connection without its row')
    return origin
  }
  const tenantLinkIds = origins.map(({ tenantLinkId }) => tenantLinkId)
  const reading = await readingInForce(tx, now)
  const counts = await tx.inventoryCount.findMany({
    where: {
      readingId: { in: reading ? [reading.id] : [] },
      scope: 'connection',
      scopeId: { in: ids },
      element: '',
    },
    select: { devices: true, people: true },
  })
  const apps = await tx.app.findMany({
    where: { connectionId: { in: ids }, until: null },
    orderBy: { name: 'asc' },
    select: { externalId: true, name: true, usedLicences: true },
  })
  const profiles = await tx.profile.findMany({
    where: {
      until: null,
      companyPortalTokenId: { in: connections.map(({ externalId }) => externalId), mode: 'insensitive' },
      connection: { until: null, tenantLinkId: { in: tenantLinkIds } },
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
  const ownProfiles = await tx.profile.findMany({
    where: { until: null, connectionId: { in: ids } },
    orderBy: { name: 'asc' },
    select: { externalId: true, name: true, isDefault: true },
  })
  const managed = await managedOver(tx, connections)
  const pushCertificates = await tx.connection.findMany({
    where: { service: 'apns', until: null, tenantLinkId: { in: tenantLinkIds } },
    select: { tenantLinkId: true, expiresAt: true },
  })
  const isPast = (at: Date | null | undefined) => at != null && at <= now

  return {
    plan: {
      version: 1,
      connections: connections.map(({ id, service, externalId, name, account }) => ({
        id,
        kind: kindOf(service),
        externalId,
        name,
        tenantLinkId: originOf(id).tenantLinkId,
        account: account ? { id: account.id, appleId: account.appleId } : null,
      })),
      hardStops: connections.flatMap((connection) => {
        const { tenantLinkId, observed } = originOf(connection.id)
        const push = pushCertificates.find((each) => each.tenantLinkId === tenantLinkId)
        return hardStopsOf(connection, {
          profileIds: profiles
            .filter(({ companyPortalTokenId }) => isSame(companyPortalTokenId, connection.externalId))
            .map(({ externalId }) => externalId),
          isExpired: isPast(connection.expiresAt),
          isHeldElsewhere: isHeldElsewhere(observed),
          hasNoPush: !push || isPast(push.expiresAt),
          isShared: isSharedWithSchools(observed),
          managed: managed.get(connection.id) ?? 0,
        })
      }),
      counts: {
        devices: sum(counts.map(({ devices }) => devices)),
        people: sum(counts.map(({ people }) => people)),
        apps: apps.length,
        licences: sum(apps.map(({ usedLicences }) => usedLicences)),
        managed: sum([...managed.values()]),
      },
    },
    connections,
    impact: {
      reading: reading && {
        id: reading.id,
        sequence: reading.sequence,
        finishedAt: reading.finishedAt.toISOString(),
      },
      apps: apps.map(({ externalId, name, usedLicences }) => ({ id: externalId, name, usedLicences })),
      profiles: profiles.map(({ externalId, name, isDefault, connection }) => ({
        id: externalId,
        name,
        isDefault,
        token: connection.name,
      })),
      ownProfiles: ownProfiles.map(({ externalId, ...profile }) => ({ id: externalId, ...profile })),
      siblings: await siblingsOf(tx, connections),
    },
  }
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

type FoundAbout = {
  profileIds: string[]
  isExpired: boolean
  isHeldElsewhere: boolean
  hasNoPush: boolean
  isShared: boolean
  managed: number
}

const hardStopsOf = ({ id: connectionId, service }: ConnectionSummary, found: FoundAbout): HardStop[] => {
  const when = (isSo: boolean, kind: HardStop['kind'], subjects: string[] = []): HardStop[] =>
    isSo ? [{ kind, connectionId, subjects }] : []
  if (kindOf(service) === 'enrolmentToken') {
    return [...when(found.managed > 0, 'devicesManaged'), ...when(found.isShared, 'sharedWithSchoolDataSync')]
  }
  return [
    ...when(found.profileIds.length > 0, 'companyPortalProfiles', found.profileIds),
    ...when(found.isExpired, 'tokenExpired'),
    ...when(found.isHeldElsewhere, 'tokenHeldElsewhere'),
    ...when(found.hasNoPush, 'pushCertificateExpired'),
  ]
}

const siblingsOf = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
): Promise<Impact['siblings']> => {
  const scope = new Set(connections.map(({ id }) => id))
  const accounts = new Set(connections.flatMap(({ account }) => account?.id ?? []))
  if (accounts.size === 0) return []
  return (await connectionsAt(tx, latest())).flatMap(({ id, name, service, account, until, disabledAt }) =>
    account && accounts.has(account.id) && !scope.has(id) && until === null && disabledAt === null
      ? [{ id, name, service, appleId: account.appleId }]
      : [],
  )
}
