import type { CollectionRows } from '#adapters/graph/collection.ts'
import { type Mark, markOf } from '#adapters/staging/mark.ts'
import type { StagingRow } from '#adapters/staging/staging.ts'
import type { Identity, Licence, ManagedDevice } from '#domain/tenant.ts'

/** Where rows were read: marks of one tenant never stand for those of another. */
export type Origin = { readingId: string; tenantLinkId: string }

/**
 * A person named by UPN alone is looked up among everybody else of the reading: such a row is never taken for
 * unchanged, so its mark is the reading's own.
 */
const originOf = ({ readingId, tenantLinkId }: Origin, isLookedUp: boolean): string =>
  isLookedUp ? `${tenantLinkId}/${readingId}` : tenantLinkId

export const deviceRow = (origin: Origin, device: ManagedDevice): StagingRow => {
  const { person } = device
  const values = [
    device.intuneId,
    device.serial,
    device.name,
    device.model,
    device.operatingSystem,
    device.osVersion,
    device.ownership,
    device.enrolmentType,
    device.isSupervised,
    device.managementState,
    person?.entraId ?? null,
    person?.upn ?? null,
    person?.name ?? null,
    person?.email ?? null,
  ]
  const isLookedUp = person !== null && person.entraId === null
  return { values, mark: markOf(`device/${originOf(origin, isLookedUp)}`, values) }
}

/** Only what counts is staged: identities of the enrolment program that are not deleted and name a serial number. */
export const identityRow = (origin: Origin, tokenId: string, identity: Identity): StagingRow[] => {
  const { source, isDeleted, serial } = identity
  if (source !== 'enrolmentProgram' || isDeleted || serial === null) return []
  return [{ values: [tokenId, serial], mark: tokenMark('identity', origin.tenantLinkId, tokenId, [serial]) }]
}

/**
 * A licence counts for its location token, once however many apps its holder has; which app it is for is not kept.
 * One that names no holder counts for nobody.
 */
export const licenceRow = (origin: Origin, tokenId: string | null, licence: Licence): StagingRow[] => {
  const { appExternalId, holder } = licence
  if (tokenId === null || holder.kind === 'unknown') return []
  const lead = [tokenId, appExternalId]
  if (holder.kind === 'device') {
    const { managedDeviceId, name } = holder
    const mark = tokenMark('licence', origin.tenantLinkId, tokenId, ['device', managedDeviceId])
    return [{ values: [...lead, managedDeviceId, name, null, null, null], mark }]
  }
  const { entraId, upn, name } = holder
  const place = originOf(origin, entraId === null)
  const mark = tokenMark('licence', place, tokenId, ['person', entraId, upn, name])
  return [{ values: [...lead, null, null, entraId, upn, name], mark }]
}

const tokenMark = (kind: string, origin: string, tokenId: string, values: (string | null)[]): Mark =>
  markOf(`${kind}/${origin}/${tokenId.toLowerCase()}`, values)

/** An object of which there are few: staged whole, compared when it is merged. */
export const objectRow = (
  collection: string,
  scope: string,
  externalId: string,
  body: unknown,
): StagingRow => ({
  values: [collection, scope, externalId, json(body)],
  mark: null,
})

export type ObjectCollection = Exclude<keyof CollectionRows, 'managedDevices' | 'identities' | 'licences'>

/** jsonb can hold neither a NUL character nor half of a surrogate pair, not even escaped. */
const json = (value: unknown): string =>
  JSON.stringify(value, (_key, each) =>
    typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each,
  )
