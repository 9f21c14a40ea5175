import { type SqlName, sqlName } from '#adapters/db.ts'

/** The columns each staging table takes from a page, after the tenant link, the page's number and the row's mark. */
export const columns = {
  object: { collection: 'text', scope: 'text', external_id: 'text', body: 'jsonb' },
  device: {
    intune_id: 'text',
    serial: 'text',
    name: 'text',
    model: 'text',
    operating_system: 'text',
    os_version: 'text',
    ownership: 'text',
    enrolment_type: 'text',
    is_supervised: 'boolean',
    management_state: 'text',
    person_entra_id: 'text',
    person_upn: 'text',
    person_name: 'text',
    person_email: 'text',
  },
  identity: { token_id: 'text', serial: 'text' },
  licence: {
    token_id: 'text',
    scope: 'text',
    managed_device_id: 'text',
    device_name: 'text',
    person_entra_id: 'text',
    person_upn: 'text',
    person_name: 'text',
  },
} as const
export type StagingTable = keyof typeof columns

/** Marks met again, one row a page; and, at the end, the marks that no page held any more. */
const ledgers = {
  seen: 'tenant_link_id uuid, collection text, scope text, marks bytea',
  unseen: 'mark uuid',
} as const

export type StagingTables = Record<StagingTable | keyof typeof ledgers, string>

const nameOf = (table: string, readingId: string): string =>
  `staging.${table}_${readingId.replaceAll('-', '')}`

/** The names of one reading's own tables, safe to stand in SQL as they are. Throws when the id is no UUID. */
export const tablesOf = (readingId: string): StagingTables => {
  if (!/^[0-9a-f-]{36}$/.test(readingId)) throw new Error('a reading id is a UUID')
  return {
    object: nameOf('object', readingId),
    device: nameOf('device', readingId),
    identity: nameOf('identity', readingId),
    licence: nameOf('licence', readingId),
    seen: nameOf('seen', readingId),
    unseen: nameOf('unseen', readingId),
  }
}

/** Logged, because checkpoints must not outlive their pages in a crash; without row-level security, which refuses COPY. */
export const createTables = (tables: StagingTables): string => {
  const pages = Object.entries(columns).map(([table, own]) => {
    const fields = Object.entries(own).map(([name, type]) => `${name} ${type}`)
    const all = ['tenant_link_id uuid', 'page integer', 'mark uuid', ...fields]
    return `create table if not exists ${tables[table as StagingTable]} (${all.join(', ')})`
  })
  return [
    ...pages,
    `create table if not exists ${tables.seen} (${ledgers.seen})`,
    // Hashes do not compress: what is tried in vain on every page is time lost.
    `alter table ${tables.seen} alter column marks set storage external`,
    `create table if not exists ${tables.unseen} (${ledgers.unseen})`,
  ].join(';\n')
}

export const dropTables = (tables: StagingTables): string =>
  `drop table if exists ${Object.values(tables).join(', ')}`

export type StagedSql = Record<keyof StagingTables, SqlName>

/** The same names as pieces of SQL, for the merge's tagged templates. */
export const stagedSql = (readingId: string): StagedSql => {
  const { object, device, identity, licence, seen, unseen } = tablesOf(readingId)
  return {
    object: sqlName(object),
    device: sqlName(device),
    identity: sqlName(identity),
    licence: sqlName(licence),
    seen: sqlName(seen),
    unseen: sqlName(unseen),
  }
}
