import type { CollectionName, CollectionRows } from '#adapters/graph/collection.ts'
import type { StagedPage, StagingRow } from '#adapters/staging.ts'
import type { Identity, Licence, ManagedDevice } from '#domain/tenant.ts'

type Rows = { [Name in CollectionName]: { name: Name; rows: CollectionRows[Name][] } }[CollectionName]

/**
 * A page's rows as the staging tables take them. Only what counts is staged: identities of the enrolment program that
 * are not deleted and name a serial number, licences whose holder is known. That a list is absent is a mark of its
 * own, which is no row kept.
 */
export const stagedRows = <Name extends CollectionName>(
  name: Name,
  scope: string,
  rows: CollectionRows[Name][],
  isAbsent: boolean,
): Pick<StagedPage, 'table' | 'rows' | 'kept'> => {
  if (isAbsent) return { table: 'staging_object', rows: [[name, scope, '', '{"absent":true}']], kept: 0 }
  const staged = rowsOf(name, scope, rows)
  return { ...staged, kept: staged.rows.length }
}

const rowsOf = <Name extends CollectionName>(
  name: Name,
  scope: string,
  rows: CollectionRows[Name][],
): Pick<StagedPage, 'table' | 'rows'> => {
  const page = { name, rows } as Rows
  switch (page.name) {
    case 'managedDevices':
      return { table: 'staging_device', rows: page.rows.map(deviceRow) }
    case 'identities':
      return { table: 'staging_identity', rows: page.rows.flatMap((row) => identityRow(row, scope)) }
    case 'licences':
      return { table: 'staging_licence', rows: page.rows.flatMap(licenceRow) }
    default: {
      const objects = page.rows.map((row) => [name, scope, row.externalId, json(row)])
      return { table: 'staging_object', rows: objects }
    }
  }
}

const deviceRow = (device: ManagedDevice): StagingRow => [
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
  device.person?.entraId ?? null,
  device.person?.upn ?? null,
  device.person?.name ?? null,
  device.person?.email ?? null,
]

const identityRow = (identity: Identity, tokenId: string): StagingRow[] =>
  identity.source === 'enrolmentProgram' && !identity.isDeleted && identity.serial !== null
    ? [[tokenId, identity.serial, identity.platform, identity.description]]
    : []

const licenceRow = ({ appExternalId, holder }: Licence): StagingRow[] => {
  if (holder.kind === 'device')
    return [[appExternalId, holder.managedDeviceId, holder.name, null, null, null]]
  if (holder.kind === 'person') return [[appExternalId, null, null, holder.entraId, holder.upn, holder.name]]
  return []
}

/** jsonb can hold neither a NUL character nor half of a surrogate pair, not even escaped. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_key, each) =>
    typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each,
  )
