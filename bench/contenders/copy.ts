import { once } from 'node:events'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { contend } from './contend.ts'
import { type GraphPlace, readTenant } from './graph-pages.ts'
import type { Prepared } from './prepare.ts'

export type CopyJob = GraphPlace & Prepared & { databaseUrl: string }

/**
 * Tables with the columns, defaults and indexes of ours for the same rows, without walls, without foreign keys and
 * without anything derived: devices with their people's columns beside them, people once each, identities and
 * licences as the shares they stand for.
 */
const tables = `
  create table copied_device (like device including defaults including indexes,
    person_entra_id text, person_upn text, person_name text, person_email text);
  create table copied_person (like person including defaults including indexes);
  create table copied_device_share (like device_share including defaults including indexes,
    serial text, platform text, description text);
  create table copied_person_share (like person_share including defaults including indexes);
  alter table copied_device alter id set default pomona_uuidv7();`

const columns = {
  copied_device:
    'organisation_id, tenant_link_id, since, intune_id, serial, name, model, operating_system, os_version, ownership, enrolment_type, is_supervised, management_state, person_entra_id, person_upn, person_name, person_email',
  copied_person: 'organisation_id, id, tenant_link_id, entra_id, upn, name, email, since',
  copied_device_share: 'organisation_id, connection_id, device_id, since, serial, platform, description',
  copied_person_share: 'organisation_id, connection_id, person_id, since',
} as const
type Table = keyof typeof columns

type Copy = { write(lines: string): Promise<void>; end(): Promise<void> }

/** One COPY for the whole table on a connection of its own, in one transaction. */
const openCopy = async (databaseUrl: string, table: Table): Promise<Copy> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const stream = client.query(copyFrom(`copy ${table} (${columns[table]}) from stdin`))
  return {
    write: async (lines) => {
      if (lines !== '' && !stream.write(lines)) await once(stream, 'drain')
    },
    end: async () => {
      stream.end()
      await once(stream, 'finish')
      await client.end()
    },
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const field = (value: string | boolean | null | undefined): string => {
  if (value === null || value === undefined || value === '') return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? '')
}
const line = (...values: (string | boolean | null | undefined)[]): string =>
  `${values.map(field).join('\t')}\n`

/** Fetch, `JSON.parse` and plain COPY: the least a first reading can take on this machine. */
await contend(async ({ databaseUrl, organisationId, tenantLinkId, ...place }: CopyJob) => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query(tables)
  await client.end()
  const device = await openCopy(databaseUrl, 'copied_device')
  const person = await openCopy(databaseUrl, 'copied_person')
  const deviceShare = await openCopy(databaseUrl, 'copied_device_share')
  const personShare = await openCopy(databaseUrl, 'copied_person_share')
  const known = new Set<string>()

  const rows = await readTenant(place, {
    devices: async (page) => {
      let devices = ''
      let people = ''
      for (const row of page) {
        const user = [row.userId, row.userPrincipalName, row.userDisplayName, row.emailAddress]
        devices += line(
          organisationId,
          tenantLinkId,
          '1',
          row.id,
          row.serialNumber,
          row.deviceName,
          row.model,
          row.operatingSystem,
          row.osVersion,
          row.managedDeviceOwnerType,
          row.deviceEnrollmentType,
          row.isSupervised,
          row.managementState,
          ...user,
        )
        if (!row.userId || known.has(row.userId)) continue
        known.add(row.userId)
        people += line(organisationId, row.userId, tenantLinkId, ...user, '1')
      }
      await device.write(devices)
      await person.write(people)
    },
    identities: (page, token) =>
      deviceShare.write(
        page
          .map((row) =>
            line(organisationId, token.id, row.id, '1', row.serialNumber, row.platform, row.description),
          )
          .join(''),
      ),
    licences: async (page, app) => {
      let devices = ''
      let people = ''
      for (const row of page) {
        if (row.managedDeviceId) devices += line(organisationId, app.id, row.managedDeviceId, '1', '', '', '')
        else if (row.userId) people += line(organisationId, app.id, row.userId, '1')
      }
      await deviceShare.write(devices)
      await personShare.write(people)
    },
  })
  for (const copy of [device, person, deviceShare, personShare]) await copy.end()
  return { rows }
})
