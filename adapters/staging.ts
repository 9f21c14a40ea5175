import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { databaseUrlOf, settings } from './env.ts'

/** The staging tables (see the migration "walls") and the columns a page fills, after reading, link and page. */
const columns = {
  staging_object: ['collection', 'scope', 'external_id', 'body'],
  staging_device: [
    'intune_id',
    'serial',
    'name',
    'model',
    'operating_system',
    'os_version',
    'ownership',
    'enrolment_type',
    'is_supervised',
    'management_state',
    'person_entra_id',
    'person_upn',
    'person_name',
    'person_email',
  ],
  staging_identity: ['token_id', 'serial', 'platform', 'description'],
  staging_licence: [
    'app_id',
    'managed_device_id',
    'device_name',
    'person_entra_id',
    'person_upn',
    'person_name',
  ],
} as const
export type StagingTable = keyof typeof columns
export type StagingValue = string | boolean | null
export type StagingRow = readonly StagingValue[]

/** One collection of one tenant link, as far as it was read. */
export type Checkpoint = {
  tenantLinkId: string
  collection: string
  scope: string
  nextLink: string | null
  pages: number
  isDone: boolean
}

export type StagedPage = {
  tenantLinkId: string
  collection: string
  scope: string
  table: StagingTable
  rows: StagingRow[]
  nextLink: string | null
  /** Rows on the wire, before ours were picked. */
  seen: number
  /** Those of them that were ours. */
  kept: number
}

/** The reading was cancelled, finished or taken over while a page was on its way. */
export class ReadingNotRunning extends Error {
  override name = 'ReadingNotRunning'
}

/** Somebody else reads this organisation at this moment. */
export class ReadingHeld extends Error {
  override name = 'ReadingHeld'
}

export type Staging = {
  checkpoints(): Promise<Checkpoint[]>
  /** Writes the page and its checkpoint in one transaction: after a crash both are there, or neither. */
  stage(page: StagedPage): Promise<void>
  /** Forgets one collection, to read it again from its first page. */
  restart(where: Pick<Checkpoint, 'tenantLinkId' | 'collection' | 'scope'>): Promise<void>
  /** Bodies of the objects staged so far, without those a later page repeats. */
  objects(tenantLinkId: string, collection: string): Promise<unknown[]>
  /** Only the last reading is ever continued: pages of earlier ones serve nobody. */
  forgetEarlier(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the staging tables for one reading on one connection, which holds an advisory lock for the organisation as
 * long as it lives: a killed worker frees it, a second one is turned away. COPY is PostgreSQL's bulk load
 * (https://www.postgresql.org/docs/current/sql-copy.html), in its text format.
 */
export const openStaging = async (organisationId: string, readingId: string): Promise<Staging> => {
  const client = new pg.Client({ connectionString: databaseUrlOf(settings(), 'copy') })
  // A connection lost while a page is on its way from Microsoft shows with the next query; unheard it would end the
  // process.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query("select set_config('pomona.organisation_id', $1, false)", [organisationId])
    const { rows } = await client.query(
      "select pg_try_advisory_lock(hashtextextended('reading/' || $1, 0)) as held",
      [organisationId],
    )
    if (!rows[0]?.held) throw new ReadingHeld()
  } catch (error) {
    await client.end()
    throw error
  }

  const transaction = async (work: () => Promise<void>) => {
    await client.query('begin')
    try {
      const found = await client.query(
        "select 1 from reading where id = $1 and state = 'running' for share",
        [readingId],
      )
      if (found.rowCount === 0) throw new ReadingNotRunning()
      await work()
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    }
  }

  const copy = async (page: StagedPage, number: number) => {
    const names = ['reading_id', 'tenant_link_id', 'page', ...columns[page.table]].join(', ')
    const lead = [readingId, page.tenantLinkId, String(number)]
    const lines = page.rows.map((row) => `${[...lead, ...row].map(copyText).join('\t')}\n`)
    await pipeline(Readable.from(lines), client.query(copyFrom(`copy ${page.table} (${names}) from stdin`)))
  }

  return {
    checkpoints: async () => {
      const found = await client.query<Checkpoint>(
        `select tenant_link_id as "tenantLinkId", collection, scope, next_link as "nextLink", pages,
           done_at is not null as "isDone" from reading_collection where reading_id = $1`,
        [readingId],
      )
      return found.rows
    },
    stage: (page) =>
      transaction(async () => {
        const { rows: updated } = await client.query<{ pages: number }>(
          `insert into reading_collection as c (organisation_id, reading_id, tenant_link_id, collection, scope, next_link,
             pages, seen, kept, done_at)
           values ($1, $2, $3, $4, $5, $6, 1, $7, $8, case when $6::text is null then now() end)
           on conflict (organisation_id, reading_id, tenant_link_id, collection, scope) do update set
             next_link = excluded.next_link, pages = c.pages + 1, seen = c.seen + excluded.seen,
             kept = c.kept + excluded.kept, done_at = excluded.done_at
           returning pages`,
          [
            organisationId,
            readingId,
            page.tenantLinkId,
            page.collection,
            page.scope,
            page.nextLink,
            page.seen,
            page.kept,
          ],
        )
        if (page.rows.length > 0) await copy(page, updated[0]?.pages ?? 1)
      }),
    restart: ({ tenantLinkId, collection, scope }) =>
      transaction(async () => {
        const place = [readingId, tenantLinkId, collection, scope]
        await client.query(
          `delete from reading_collection
           where reading_id = $1 and tenant_link_id = $2 and collection = $3 and scope = $4`,
          place,
        )
        await client.query(
          `delete from staging_object
           where reading_id = $1 and tenant_link_id = $2 and collection = $3 and scope = $4`,
          place,
        )
        const link = [readingId, tenantLinkId]
        if (collection === 'managedDevices') {
          await client.query('delete from staging_device where reading_id = $1 and tenant_link_id = $2', link)
        }
        if (collection === 'identities') {
          await client.query(
            'delete from staging_identity where reading_id = $1 and tenant_link_id = $2 and token_id = $3',
            [...link, scope],
          )
        }
        if (collection === 'licences') {
          await client.query(
            'delete from staging_licence where reading_id = $1 and tenant_link_id = $2 and app_id = $3',
            [...link, scope],
          )
        }
      }),
    objects: async (tenantLinkId, collection) => {
      const found = await client.query<{ body: unknown }>(
        `select distinct on (external_id) body from staging_object
         where reading_id = $1 and tenant_link_id = $2 and collection = $3 order by external_id, page desc`,
        [readingId, tenantLinkId, collection],
      )
      return found.rows.map((row) => row.body)
    },
    forgetEarlier: async () => {
      for (const table of Object.keys(columns)) {
        await client.query(
          `delete from ${table} where reading_id in (
             select id from reading where sequence < (select sequence from reading where id = $1))`,
          [readingId],
        )
      }
    },
    close: () => client.end(),
  }
}

/** A field of COPY's text format. PostgreSQL text cannot hold a NUL, in JSON neither; such a character is dropped. */
const copyText = (value: StagingValue): string => {
  if (value === null) return '\\N'
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value.replace(/[\\\t\n\r\0]/g, (found) => escapes[found] ?? '')
}
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
