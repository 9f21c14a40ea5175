import type { CollectionName, CollectionRows, CollectionScopes } from '#adapters/graph/collection.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Checkpoint, StagedPage, Staging } from '#adapters/staging.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import type { EnrolmentToken, LocationApp, LocationToken } from '#domain/tenant.ts'
import { stagedRows } from './staged-rows.ts'

/** A connection the last reading still held, to be looked up when this one does not list it. */
export type KnownToken = { service: string; externalId: string }

/**
 * Reads one tenant page by page into staging, in an order in which each collection's scopes are known before it.
 * Whatever was read before a crash or a refusal is not read again.
 */
export const collect = async (
  tenant: GraphTenant,
  tenantLinkId: string,
  staging: Staging,
  known: KnownToken[],
  signal: AbortSignal,
): Promise<Outcome<null, GraphReason>> => {
  const mine: Checkpoint[] = []
  for (const checkpoint of await staging.checkpoints()) {
    if (checkpoint.tenantLinkId !== tenantLinkId) continue
    // An absence counts only beside good answers of the same run: a lapsed licence answers 404 too.
    const tellsAbsence = checkpoint.collection === 'pushCertificate' || checkpoint.collection === 'gone'
    if (tellsAbsence) await staging.restart(checkpoint)
    else mine.push(checkpoint)
  }
  const read = reader(tenant, tenantLinkId, staging, mine, signal)
  const staged = <Name extends CollectionName>(name: Name) =>
    staging.objects(tenantLinkId, name) as Promise<CollectionRows[Name][]>

  for (const name of [
    'organisation',
    'pushCertificate',
    'sharingAuthorisations',
    'enrolmentTokens',
  ] as const) {
    const outcome = await read(name, null, '')
    if (!outcome.ok) return outcome
  }
  const enrolmentTokens: EnrolmentToken[] = await staged('enrolmentTokens')
  for (const { externalId } of enrolmentTokens) {
    for (const name of ['enrolmentProfiles', 'identities'] as const) {
      const outcome = await read(name, { tokenExternalId: externalId }, externalId)
      if (!outcome.ok) return outcome
    }
  }
  for (const name of ['locationTokens', 'locationApps'] as const) {
    const outcome = await read(name, null, '')
    if (!outcome.ok) return outcome
  }
  const locationTokens: LocationToken[] = await staged('locationTokens')
  const apps: LocationApp[] = await staged('locationApps')
  for (const { externalId, kind } of apps) {
    const outcome = await read('licences', { appExternalId: externalId, kind }, externalId)
    if (!outcome.ok) return outcome
  }
  const devices = await read('managedDevices', null, '')
  if (!devices.ok) return devices

  const listed = new Set([...enrolmentTokens, ...locationTokens].map((token) => token.externalId))
  const unlisted = known.filter(({ service, externalId }) => service !== 'apns' && !listed.has(externalId))
  return lookUp(tenant, tenantLinkId, staging, unlisted)
}

const reader =
  (
    tenant: GraphTenant,
    tenantLinkId: string,
    staging: Staging,
    checkpoints: Checkpoint[],
    signal: AbortSignal,
  ) =>
  async <Name extends CollectionName>(
    name: Name,
    scope: CollectionScopes[Name],
    scopeKey: string,
  ): Promise<Outcome<null, GraphReason>> => {
    const checkpoint = checkpoints.find((each) => each.collection === name && each.scope === scopeKey)
    if (checkpoint?.isDone) return done(null)
    let link = checkpoint?.nextLink ?? null
    let isResumed = link !== null
    do {
      if (signal.aborted) return refused('cancelled')
      const answer = await tenant.page(name, scope, link)
      if (!answer.ok && isResumed && answer.reason === 'refusedByMicrosoft') {
        // A next link kept since an interrupted reading may have lapsed: that collection starts over.
        await staging.restart({ tenantLinkId, collection: name, scope: scopeKey })
        link = null
        isResumed = false
        continue
      }
      // Microsoft's own name of the tenant is not part of what is shared: its permission is not insisted on.
      if (!answer.ok && name === 'organisation' && answer.reason === 'missingPermission') return done(null)
      if (!answer.ok) return answer
      const { rows, next, seen, absent } = answer.value
      const page: StagedPage = {
        ...stagedRows(name, scopeKey, rows, absent),
        tenantLinkId,
        collection: name,
        scope: scopeKey,
        nextLink: next,
        seen,
      }
      await staging.stage(page)
      link = next
      isResumed = false
    } while (link !== null)
    return done(null)
  }

/**
 * A token the list no longer holds is asked for by its own address: Graph's 404, while its other answers are good,
 * is what `gone` rests on.
 */
const lookUp = async (
  tenant: GraphTenant,
  tenantLinkId: string,
  staging: Staging,
  unlisted: KnownToken[],
): Promise<Outcome<null, GraphReason>> => {
  for (const { service, externalId } of unlisted) {
    const found =
      service === 'vpp'
        ? await tenant.findLocationToken(externalId)
        : await tenant.findEnrolmentToken(externalId)
    if (!found.ok) return found
    const rows =
      found.value.state === 'gone'
        ? [['gone', externalId, externalId, JSON.stringify(found.value.evidence)]]
        : []
    await staging.stage({
      table: 'staging_object',
      rows,
      tenantLinkId,
      collection: 'gone',
      scope: externalId,
      nextLink: null,
      seen: 1,
    })
  }
  return done(null)
}
