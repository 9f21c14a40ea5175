import type { CollectionName, CollectionRows, CollectionScopes } from '#adapters/graph/collection.ts'
import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Checkpoint, Staging } from '#adapters/staging.ts'
import { done, type Outcome, refused } from '#domain/outcome.ts'
import { json, stagedRows } from './staged-rows.ts'

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
    if (tellsAbsence.has(checkpoint.collection)) await staging.restart(checkpoint)
    else mine.push(checkpoint)
  }
  const read = reader(tenant, tenantLinkId, staging, mine, signal)
  const find = finder(tenant, tenantLinkId, staging, known)
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
  const enrolment = await find('enrolmentTokens', await staged('enrolmentTokens'))
  if (!enrolment.ok) return enrolment
  for (const { externalId } of enrolment.value) {
    for (const name of ['enrolmentProfiles', 'identities'] as const) {
      const outcome = await read(name, { tokenExternalId: externalId }, externalId)
      if (!outcome.ok) return outcome
    }
  }
  for (const name of ['locationTokens', 'locationApps'] as const) {
    const outcome = await read(name, null, '')
    if (!outcome.ok) return outcome
  }
  const locations = await find('locationTokens', await staged('locationTokens'))
  if (!locations.ok) return locations
  for (const { externalId, kind } of await staged('locationApps')) {
    const outcome = await read('licences', { appExternalId: externalId, kind }, externalId)
    if (!outcome.ok) return outcome
  }
  return read('managedDevices', null, '')
}

/** What Microsoft may answer to a next link that has lapsed; anything else would meet a first page just as well. */
const mayHaveLapsed: ReadonlySet<GraphReason> = new Set([
  'refusedByMicrosoft',
  'notFound',
  'noIntuneLicence',
  'serverFault',
  'malformedAnswer',
])

/** An empty page may have a next link; links that lead in a circle, or nowhere for ever, are somebody's fault. */
const mostEmptyPages = 50

/**
 * Asked anew in every run: an absence counts only beside good answers of the same run, because a lapsed licence
 * answers 404 too.
 */
const tellsAbsence: ReadonlySet<string> = new Set([
  'pushCertificate',
  'enrolmentTokens',
  'locationTokens',
  'gone',
])

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
    let emptyPages = 0
    const followed = new Set<string>()
    for (;;) {
      if (signal.aborted) return refused('cancelled')
      const answer = await tenant.page(name, scope, link)
      if (!answer.ok) {
        if (answer.reason !== 'startOver') {
          // Microsoft's own name of the tenant is not part of what is shared: its permission is not insisted on.
          if (name === 'organisation' && answer.reason === 'missingPermission') return done(null)
          if (!isResumed || !mayHaveLapsed.has(answer.reason)) return answer
        }
        // The query was not understood, or a next link kept since an interrupted reading may have lapsed.
        await staging.restart({ tenantLinkId, collection: name, scope: scopeKey })
        link = null
        isResumed = false
        emptyPages = 0
        followed.clear()
        continue
      }
      const { rows, next, seen, absent } = answer.value
      await staging.stage({
        ...stagedRows(name, scopeKey, rows, absent),
        tenantLinkId,
        collection: name,
        scope: scopeKey,
        nextLink: next,
        seen,
      })
      if (next === null) return done(null)
      emptyPages = seen === 0 ? emptyPages + 1 : 0
      if (followed.has(next) || emptyPages > mostEmptyPages) {
        return refused('malformedAnswer', { host: new URL(next).host })
      }
      followed.add(next)
      link = next
      isResumed = false
    }
  }

/**
 * A token the list does not hold although the last reading knew it is asked for by its own address. Graph's 404,
 * while its other answers are good, is what `gone` rests on; a token that answers is as good as listed.
 */
const finder =
  (tenant: GraphTenant, tenantLinkId: string, staging: Staging, known: KnownToken[]) =>
  async (
    collection: 'enrolmentTokens' | 'locationTokens',
    listed: { externalId: string }[],
  ): Promise<Outcome<{ externalId: string }[], GraphReason>> => {
    const isLocation = collection === 'locationTokens'
    const all = [...listed]
    for (const { service, externalId } of known) {
      if (service === 'apns' || (service === 'vpp') !== isLocation) continue
      if (all.some((token) => token.externalId.toLowerCase() === externalId.toLowerCase())) continue
      const found = isLocation
        ? await tenant.findLocationToken(externalId)
        : await tenant.findEnrolmentToken(externalId)
      if (!found.ok) return found
      const isGone = found.value.state === 'gone'
      const body = found.value.state === 'gone' ? found.value.evidence : found.value.row
      const place = isGone ? { collection: 'gone', scope: externalId } : { collection, scope: '' }
      await staging.stage({
        ...place,
        table: 'staging_object',
        rows: [[place.collection, place.scope, externalId, json(body)]],
        tenantLinkId,
        nextLink: null,
        seen: 1,
        kept: 1,
      })
      if (!isGone) all.push({ externalId })
    }
    return done(all)
  }
