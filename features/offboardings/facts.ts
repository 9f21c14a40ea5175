import type { Transaction } from '#adapters/db.ts'
import type { Sibling, Touched } from '#domain/offboarding/impact.ts'
import { kindOf } from '#domain/service.ts'
import type { ConnectionSummary } from '#features/connections/queries.ts'
import { readingInForce } from '#features/readings/queries.ts'
import { countsOfEach, fixedOver, managedIn, sum } from './counts.ts'
import { hardStopsOf, isHeldElsewhere, isSharedWithSchools } from './hard-stops.ts'
import { connectionsIn } from './scope.ts'

/** Computes a plan and its impact from the last reading's frozen counts and lists; asks nobody outside. */
export const factsOf = async (
  tx: Transaction,
  connectionIds: readonly string[],
  now: Date,
): Promise<Touched> => {
  const connections = await connectionsIn(tx, connectionIds)
  const ids = connections.map(({ id }) => id)
  const rows = await tx.connection.findMany({
    where: { id: { in: ids } },
    select: { id: true, observed: true },
  })
  const observedOf = (id: string): unknown => rows.find((each) => each.id === id)?.observed
  const tenantLinkIds = [...new Set(connections.map(({ tenantLinkId }) => tenantLinkId))]
  const reading = await readingInForce(tx, now)
  const licensed = await tx.app.findMany({
    where: { connectionId: { in: ids }, OR: [{ until: null }, ...lastSeen(connections)] },
    orderBy: { name: 'asc' },
    select: { externalId: true, kind: true, name: true, usedLicences: true, connectionId: true, until: true },
  })
  const apps = licensed.filter(
    ({ kind, connectionId }) => kind !== 'book' && !endedByCase(connections, connectionId),
  )
  const books = licensed.filter(({ kind }) => kind === 'book')
  const each = await countsOfEach(tx, connections, reading?.id ?? null, apps)
  const profiles = await portalProfiles(tx, connections, tenantLinkIds)
  const ownProfiles = await tx.profile.findMany({
    where: { until: null, connectionId: { in: ids } },
    orderBy: [{ connection: { name: 'asc' } }, { name: 'asc' }],
    select: {
      externalId: true,
      name: true,
      isDefault: true,
      connection: { select: { id: true, name: true } },
    },
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
          goneAt: connection.disabledAt,
          profileIds: profiles
            .filter(({ companyPortalTokenId }) => isSame(companyPortalTokenId, connection.externalId))
            .map(({ externalId }) => externalId),
          isExpired: isPast(connection.expiresAt),
          isHeldElsewhere: isHeldElsewhere(observedOf(connection.id)),
          // Emptied, it is nobody's at Apple: Graph does not tell what it still works for, and it counts for nothing.
          hasNoPush: !push || push.missingSince !== null || isPast(push.expiresAt),
          isShared: isSharedWithSchools(observedOf(connection.id)),
          managed: each.find(({ id }) => id === connection.id)?.managed ?? 0,
          fixed,
          tokensLeft: others
            .filter(
              ({ id, service, tenantLinkId }) =>
                service === 'vpp' && tenantLinkId === connection.tenantLinkId && !ids.includes(id),
            )
            .map((other) => other.id),
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
      apps: apps
        .filter(({ until }) => until === null)
        .map(({ externalId, name, usedLicences }) => ({ id: externalId, name, usedLicences })),
      books: (await areBooksKnown(tx, connections, reading?.id ?? null))
        ? { titles: books.length, licences: sum(books.map(({ usedLicences }) => usedLicences)) }
        : null,
      profiles: profiles.map(({ externalId, name, isDefault, connection }) => ({
        id: externalId,
        name,
        isDefault,
        token: connection.name,
        tokenId: connection.id,
      })),
      ownProfiles: ownProfiles.map(({ externalId, connection, ...profile }) => ({
        id: externalId,
        ...profile,
        token: connection.name,
        tokenId: connection.id,
      })),
      siblings: await siblingsOf(tx, connections),
    },
  }
}

/** What became of the licences of a token that a case ended is that case's to tell, also before the next reading. */
const endedByCase = (connections: readonly ConnectionSummary[], id: string): boolean =>
  connections.some((each) => each.id === id && each.disabledBy !== null && each.disabledBy.readingId === null)

/** The apps of tokens that a reading found gone, as the last one that listed them did: no case revoked their licences. */
const lastSeen = (connections: readonly ConnectionSummary[]) =>
  connections.flatMap(({ id, until, disabledBy }) =>
    until !== null && disabledBy?.readingId != null ? [{ connectionId: id, until }] : [],
  )

const isSame = (left: string | null, right: string): boolean => left?.toLowerCase() === right.toLowerCase()

/** Whether the reading could read the books of each tenant whose location tokens these are. */
const areBooksKnown = async (
  tx: Transaction,
  connections: readonly ConnectionSummary[],
  readingId: string | null,
): Promise<boolean> => {
  const links = new Set(
    connections.flatMap(({ service, tenantLinkId }) => (service === 'vpp' ? tenantLinkId : [])),
  )
  const read = await tx.readingCollection.findMany({
    where: {
      readingId: { in: readingId === null ? [] : [readingId] },
      tenantLinkId: { in: [...links] },
      collection: 'locationBooks',
      refusal: null,
    },
    select: { tenantLinkId: true },
  })
  return links.size > 0 && read.length === links.size
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
      connection: { select: { id: true, name: true } },
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
        select: { id: true, service: true, tenantLinkId: true, expiresAt: true, missingSince: true },
      })

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
