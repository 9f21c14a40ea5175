import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, vi } from 'vitest'
import { environmentFor, settings } from '#adapters/env.ts'
import type { ReaderJob } from './contenders/reader.ts'
import { openReader, type Reader } from './reader.ts'

// What tests need to stop readings where they want them, and to kill whoever is at them.

export const jobOf = (readings: ReaderJob['readings'], inBulk: boolean): ReaderJob => {
  const { databaseUrl, cloud } = settings()
  const bulkRows = inBulk ? 0 : undefined
  return { databaseUrl: databaseUrl ?? '', graphUrl: cloud?.graphUrl ?? '', readings, bulkRows }
}

/** A connection of the tables' owner that may lose its database. */
const connectOwner = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: settings().databaseUrl ?? '' })
  client.on('error', () => {})
  await client.connect()
  return client
}

const pools = new Map<string, pg.Pool>()

/** The same for looks in between; it ends with its database. */
export const ownerPool = (): pg.Pool => {
  const connectionString = settings().databaseUrl ?? ''
  const known = pools.get(connectionString)
  if (known) return known
  const pool = new pg.Pool({ connectionString, max: 4 })
  pool.on('error', () => {})
  pools.set(connectionString, pool)
  return pool
}

/** Readers of a file, once it has a database: while one is at work the next one loads. */
export const useReaders = (): (() => Reader) => {
  const all: Reader[] = []
  const open = (): Reader => {
    // Most of a start is compiling the same files again.
    const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'pomona-compiled') }
    const reader = openReader(environmentFor(settings(), [], compiled))
    all.push(reader)
    return reader
  }
  let next: Reader | undefined
  beforeAll(() => {
    next = open()
  })
  afterAll(async () => {
    await Promise.all(all.map((reader) => reader.kill()))
  })
  return () => {
    const ready = next ?? open()
    next = open()
    return ready
  }
}

/** Tables the merge writes to, in its order; a moment of it is the first row it writes to one of them. */
const mergedTables = [
  'account',
  'connection',
  'connection_fact',
  'app',
  'person',
  'device',
  'device_past_user',
  'device_share',
  'person_share',
  'inventory_count',
  'reading',
  'audit_event',
] as const
export type Moment = (typeof mergedTables)[number]

/**
 * In the database of a test: checkpoints are told once they are committed, and merges wait where they are told to. A
 * trigger of a table in parts knows only the part, so each is told which table it stands for.
 */
const stage = `
  create table kill_moment (organisation_id uuid, moment text);
  create function tell_checkpoint() returns trigger language plpgsql as $$
  begin
    perform pg_notify('checkpoint', concat_ws(' ', new.reading_id, new.collection, new.scope, new.pages));
    return null;
  end $$;
  create trigger tell_checkpoint after insert or update on reading_collection
    for each row execute function tell_checkpoint();
  create function hold_merge() returns trigger language plpgsql security definer set search_path = public as $$
  begin
    if (tg_argv[0] <> 'reading' or to_jsonb(new)->>'finished_at' is not null) and exists (select from kill_moment
      where organisation_id = new.organisation_id and moment = tg_argv[0])
    then
      perform pg_advisory_xact_lock_shared(7);
    end if;
    return new;
  end $$;
  ${mergedTables
    .map(
      (table) => `create trigger hold_merge before insert or update on ${table}
        for each row execute function hold_merge('${table}')`,
    )
    .join(';')}`

export const setStage = async (): Promise<void> => {
  const client = await connectOwner()
  await client.query(stage)
  await client.end()
}

/** Watches readings reach the place where they are to be killed. */
export const openWatch = async () => {
  const client = await connectOwner()
  const committed = new Map<string, number>()
  let heard = (): void => {}
  client.on('notification', ({ payload = '' }) => {
    const [readingId = ''] = payload.split(' ')
    committed.set(readingId, (committed.get(readingId) ?? 0) + 1)
    heard()
  })
  await client.query('listen checkpoint')
  await client.query('select pg_advisory_lock(7)')
  const waiting = async (): Promise<number> => {
    const { rows } = await client.query<{ count: number }>(
      "select count(*)::int as count from pg_locks where locktype = 'advisory' and objid = 7 and not granted",
    )
    return rows[0]?.count ?? 0
  }
  return {
    /** From now on its merge waits there until the watch ends. */
    holdMerge: (organisationId: string, moment: Moment) =>
      client.query('insert into kill_moment values ($1, $2)', [organisationId, moment]),
    /** Resolves when so many pages of the reading have been committed. */
    pages: (readingId: string, count: number): Promise<void> =>
      new Promise((resolve) => {
        const before = heard
        heard = () => {
          before()
          if ((committed.get(readingId) ?? 0) >= count) resolve()
        }
        heard()
      }),
    /** Resolves when so many merges wait where they were told to. */
    merges: (count: number) =>
      vi.waitUntil(async () => (await waiting()) === count, { timeout: 60_000, interval: 10 }),
    /** Lets go; what dead workers left behind runs to its end and is undone. */
    end: async () => {
      await client.query('delete from kill_moment').catch(() => {})
      await client.end().catch(() => {})
    },
  }
}
