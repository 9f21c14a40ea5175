import type { GraphReason } from '#adapters/graph/reason.ts'
import type { GraphTenant } from '#adapters/graph/tenant-reader.ts'
import type { Staging } from '#adapters/staging/staging.ts'
import { done, type Outcome } from '#domain/outcome.ts'
import { objectRow } from './staged-rows.ts'

/** A connection the last reading still held, to be looked up when this one does not list it. */
export type KnownToken = { service: string; externalId: string }

/**
 * A token the list does not hold although the last reading knew it is asked for by its own address. Graph's 404,
 * while its other answers are good, is what `gone` rests on; a token that answers is as good as listed.
 */
export const findUnlisted = async (
  tenant: GraphTenant,
  tenantLinkId: string,
  staging: Staging,
  known: readonly KnownToken[],
  collection: 'enrolmentTokens' | 'locationTokens',
  listed: readonly { externalId: string }[],
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
      table: 'object',
      rows: [objectRow(place.collection, place.scope, externalId, body)],
      tenantLinkId,
      nextLink: null,
      seen: 1,
      kept: 1,
    })
    if (!isGone) all.push({ externalId })
  }
  return done(all)
}
