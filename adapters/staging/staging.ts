import pg from 'pg'
import { databaseUrlOf, settings } from '#adapters/env.ts'
import { copyIn, type StagingValue } from './copy.ts'
import { currentMarks, type MarkedGroup } from './current-marks.ts'
import { type Mark, type Marks, markText } from './mark.ts'
import { columns, createTables, dropTables, type StagingTable, tablesOf } from './tables.ts'

/** A row as its staging table takes it. Without a mark it is staged whatever was known before. */
export type StagingRow = { values: readonly StagingValue[]; mark: Mark | null }

/** One collection of one tenant link under one scope: what has a bookmark of its own. */
export type Place = { tenantLinkId: string; collection: string; scope: string }

/** How far a place was read. */
export type Checkpoint = Place & {
  nextLink: string | null
  pages: number
  isDone: boolean
  /** The tenant refused it, and the reading went on without. */
  isRefused: boolean
}

export type StagedPage = Place & {
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
  /**
   * Makes the tables unless an interrupted run made them. Only the last reading is ever continued: the tables of
   * earlier ones serve nobody and are dropped.
   */
  prepare(): Promise<void>
  checkpoints(): Promise<Checkpoint[]>
  /**
   * Writes what a page says anew, and its checkpoint, in one transaction: after a crash both are there, or neither.
   * Rows whose mark is current are not written; that they were met is kept with the checkpoint.
   */
  stage(page: StagedPage): Promise<void>
  /** Forgets one place, to read it again from its first page. */
  restart(place: Place): Promise<void>
  /** Bodies of the objects staged so far, without those a later page repeats. */
  objects(tenantLinkId: string, collection: string): Promise<unknown[]>
  /** Before the merge: writes down which marks of these tenants are current and were met on no page. */
  conclude(tenantLinkIds: readonly string[]): Promise<void>
  /** Drops the pages of a reading that was cancelled: nobody goes on with them, and they name people. */
  discardCancelled(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the staging tables of one reading on one connection, which holds an advisory lock for the organisation as
 * long as it lives: a killed worker frees it, a second one is turned away. Several collections may be staged at once;
 * they take turns on the connection.
 */
export const openStaging = async (organisationId: string, readingId: string): Promise<Staging> => {
  const tables = tablesOf(readingId)
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
    // A page lost in a crash is read again with its checkpoint: nobody has to wait for the disk at each one.
    await client.query('set synchronous_commit = off')
  } catch (error) {
    await client.end()
    throw error
  }

  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = turn.then(work)
    turn = mine.catch(() => {})
    return mine
  }

  const transaction = (work: () => Promise<void>): Promise<void> =>
    inTurn(async () => {
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
    })

  const checkpoints = () =>
    inTurn(async () => {
      const found = await client.query<Checkpoint>(
        `select tenant_link_id as "tenantLinkId", collection, scope, next_link as "nextLink", pages,
           done_at is not null as "isDone", refusal is not null as "isRefused" from reading_collection where reading_id = $1`,
        [readingId],
      )
      return found.rows
    })

  const groups = new Map<string, { group: MarkedGroup; marks: Promise<Marks> }>()
  const marksFor = (place: Place): Promise<Marks> | null => {
    const group = groupOf(place)
    if (!group) return null
    const key = Object.values(group).join('/')
    const known = groups.get(key)
    if (known) return known.marks
    const marks = inTurn(async () => {
      const current = await currentMarks(client, group)
      await meetAgain(group, current)
      return current
    })
    groups.set(key, { group, marks })
    return marks
  }
  /** What this reading met before it was interrupted. */
  const meetAgain = async ({ tenantLinkId, collection, scope }: MarkedGroup, marks: Marks): Promise<void> => {
    const { rows } = await client.query<{ marks: Buffer }>(
      `select marks from ${tables.seen} where tenant_link_id = $1 and collection = $2 and ($3 = '' or scope = $3)`,
      [tenantLinkId, collection, scope],
    )
    for (const row of rows) {
      const met = row.marks.toString('latin1')
      for (let at = 0; at < met.length; at += 16) marks.meet(met.slice(at, at + 16))
    }
  }

  return {
    prepare: () =>
      inTurn(async () => {
        await client.query(createTables(tables))
        const { rows } = await client.query<{ id: string }>(
          `select r.id from reading r where r.sequence < (select sequence from reading where id = $1)
             and to_regclass('staging.object_' || replace(r.id::text, '-', '')) is not null`,
          [readingId],
        )
        for (const row of rows) await client.query(dropTables(tablesOf(row.id)))
      }),
    checkpoints,
    stage: async (page) => {
      const marks = await marksFor(page)
      const { tenantLinkId, collection, scope, nextLink, seen, kept } = page
      await transaction(async () => {
        // In its turn: a place that is begun again forgets what was met, and knows again only what was written.
        const fresh: StagingRow[] = []
        let met = ''
        for (const row of page.rows) {
          if (marks && row.mark !== null && marks.meet(row.mark)) met += row.mark
          else fresh.push(row)
        }
        const { rows: updated } = await client.query<{ pages: number }>(
          `with met as (
             insert into ${tables.seen} select $3, $4, $5, $9::bytea where length($9::bytea) > 0
           )
           insert into reading_collection as c (organisation_id, reading_id, tenant_link_id, collection, scope, next_link,
             pages, seen, kept, done_at)
           values ($1, $2, $3, $4, $5, $6, 1, $7, $8, case when $6::text is null then now() end)
           on conflict (organisation_id, reading_id, tenant_link_id, collection, scope) do update set
             next_link = excluded.next_link, pages = c.pages + 1, seen = c.seen + excluded.seen,
             kept = c.kept + excluded.kept, done_at = excluded.done_at
           returning pages`,
          [
            organisationId,
            readingId,
            tenantLinkId,
            collection,
            scope,
            nextLink,
            seen,
            kept,
            Buffer.from(met, 'latin1'),
          ],
        )
        if (fresh.length === 0) return
        const names = ['mark', ...Object.keys(columns[page.table])].join(', ')
        const into = `${tables[page.table]} (tenant_link_id, page, ${names})`
        const lead = `${tenantLinkId}\t${updated[0]?.pages ?? 1}\t`
        await copyIn(client, into, lead, fresh.map(fieldsOf))
      })
    },
    restart: async (place) => {
      const { tenantLinkId, collection, scope } = place
      await transaction(async () => {
        await client.query(
          `delete from reading_collection
           where reading_id = $1 and tenant_link_id = $2 and collection = $3 and scope = $4`,
          [readingId, tenantLinkId, collection, scope],
        )
        await client.query(
          `delete from ${tables.seen} where tenant_link_id = $1 and collection = $2 and scope = $3`,
          [tenantLinkId, collection, scope],
        )
        for (const [table, condition, values] of [
          [tables.object, 'collection = $2 and scope = $3', [collection, scope]],
          [tables.device, "$2 = 'managedDevices'", [collection]],
          [tables.identity, "$2 = 'identities' and token_id = $3", [collection, scope]],
          [tables.licence, "$2 = 'licences' and scope = $3", [collection, scope]],
        ] as const) {
          await client.query(`delete from ${table} where tenant_link_id = $1 and ${condition}`, [
            tenantLinkId,
            ...values,
          ])
        }
      })
      const group = groupOf(place)
      const kept = group && groups.get(Object.values(group).join('/'))
      if (!kept) return
      const marks = await kept.marks
      await inTurn(async () => {
        marks.forget()
        await meetAgain(kept.group, marks)
      })
    },
    objects: (tenantLinkId, collection) =>
      inTurn(async () => {
        const found = await client.query<{ body: unknown }>(
          `select distinct on (external_id) body from ${tables.object}
           where tenant_link_id = $1 and collection = $2 order by external_id, page desc`,
          [tenantLinkId, collection],
        )
        return found.rows.map((row) => row.body)
      }),
    conclude: async (tenantLinkIds) => {
      // A tenant whose last app went has no page of licences, and all its licences are unmet.
      const licences = tenantLinkIds.map((tenantLinkId) => ({
        tenantLinkId,
        collection: 'licences',
        scope: '',
      }))
      const all = await Promise.all([...(await checkpoints()), ...licences].map(marksFor))
      const marked = new Set(all.filter((marks) => marks !== null))
      await transaction(async () => {
        await client.query(`truncate ${tables.unseen}`)
        for (const marks of marked) await copyIn(client, tables.unseen, '', unmetOf(marks))
      })
    },
    discardCancelled: () =>
      inTurn(async () => {
        const found = await client.query("select 1 from reading where id = $1 and state = 'cancelled'", [
          readingId,
        ])
        if (found.rowCount !== 0) await client.query(dropTables(tables))
      }),
    close: () => client.end(),
  }
}

function* unmetOf(marks: Marks): Generator<StagingValue[]> {
  for (const mark of marks.unmet()) yield [markText(mark)]
}

const fieldsOf = ({ values, mark }: StagingRow): StagingValue[] => [mark && markText(mark), ...values]

const groupOf = ({ tenantLinkId, collection, scope }: Place): MarkedGroup | null => {
  switch (collection) {
    case 'managedDevices':
    case 'licences':
      return { tenantLinkId, collection, scope: '' }
    case 'identities':
      return { tenantLinkId, collection, scope }
    default:
      return null
  }
}
