import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { type DatabaseRole, databaseRoles, databaseUrlOf, type Settings } from '#adapters/env.ts'
import { catalogue } from '#domain/catalogue/catalogue.ts'
import { openSchemaEngine } from './engine.ts'

const folder = 'prisma'
const noFilters = { externalTables: [], externalEnums: [] }

/** A migration was refused by the database, in a sentence for the person who starts Pomona. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused'
}

/**
 * Brings the database to the present schema: tables, walls, roles with their passwords, the job queue, the
 * catalogue. Safe to run again and safe beside another start (an advisory lock keeps them apart). With a `level`, the
 * migrations named there and no others, and no catalogue, which may not fit the tables of that time.
 */
export const migrate = async (
  settings: Settings,
  root = process.cwd(),
  level: readonly string[] | null = null,
): Promise<void> => {
  const ownerUrl = settings.databaseUrl
  if (!ownerUrl) throw new MigrationRefused('There is no database to migrate: DATABASE_URL is not set.')
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query("select pg_advisory_lock(hashtext('pomona migrate'))")
    await requireVersion(owner)
    await applyMigrations(owner, ownerUrl, root, level ?? (await knownMigrations(root)))
    for (const role of databaseRoles) await giveLogin(owner, role, databaseUrlOf(settings, role))
    await migrateQueue(owner, databaseUrlOf(settings, 'queue'))
    if (level === null) await loadCatalogue(owner)
  } finally {
    await owner.end()
  }
}

const requireVersion = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  )
  const version = rows[0]?.version ?? 0
  if (version < 150_000) {
    throw new MigrationRefused(
      `PostgreSQL 15 or newer is needed; this server is ${Math.floor(version / 10_000)}.`,
    )
  }
}

/** By name, in their order. */
export const knownMigrations = async (root = process.cwd()): Promise<string[]> => {
  const entries = await readdir(join(root, folder, 'migrations'), { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return names.sort()
}

const applyMigrations = async (
  owner: pg.Client,
  ownerUrl: string,
  root: string,
  names: readonly string[],
): Promise<void> => {
  await forgetFailedMigrations(owner)
  const baseDir = join(root, folder, 'migrations')
  const migrationDirectories = await Promise.all(
    names.map(async (path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  )
  if (await isCurrent(owner, names)) return
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  }
  const { engine, close } = await openSchemaEngine(ownerUrl, join(root, folder, 'schema.prisma'))
  try {
    await engine.applyMigrations({
      migrationsList: { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories },
      filters: noFilters,
    })
  } finally {
    await close()
  }
}

/** Spares a second start the 300 ms of loading the engine. */
const isCurrent = async (owner: pg.Client, names: readonly string[]): Promise<boolean> => {
  const { rows: tables } = await owner.query(
    "select to_regclass('_prisma_migrations') is not null as present",
  )
  if (!tables[0]?.present) return false
  const { rows } = await owner.query<{ migration_name: string }>(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null',
  )
  const applied = new Set(rows.map((row) => row.migration_name))
  return names.every((name) => applied.has(name))
}

/** A migration that died half-way left nothing (each file is one transaction) but a row that blocks later starts. */
const forgetFailedMigrations = async (owner: pg.Client): Promise<void> => {
  const { rows } = await owner.query("select to_regclass('_prisma_migrations') is not null as present")
  if (!rows[0]?.present) return
  await owner.query(
    'update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
  )
}

/** Sets the password only where it is new: changing it on each start would write to a shared catalogue for nothing. */
const giveLogin = async (owner: pg.Client, role: DatabaseRole, url: string): Promise<void> => {
  const { username, password } = new URL(url)
  if (username !== `pomona_${role}`) {
    await grantTo(owner, role, decodeURIComponent(username))
    return
  }
  const client = new pg.Client({ connectionString: url })
  const works = await client.connect().then(
    () => true,
    () => false,
  )
  await client.end().catch(() => {})
  if (!works) {
    const secret = owner.escapeLiteral(decodeURIComponent(password))
    await owner.query(`alter role pomona_${role} login password ${secret}`)
  }
}

const undefinedObject = '42704'

/** A role that somebody chose for themselves must stand already: its rights are given here, its password is theirs. */
const grantTo = async (owner: pg.Client, role: DatabaseRole, name: string): Promise<void> => {
  try {
    await owner.query(`grant pomona_${role} to ${owner.escapeIdentifier(name)}`)
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== undefinedObject) throw error
    const setting = `DATABASE_${role.toUpperCase()}_URL`
    throw new MigrationRefused(
      `The role "${name}" that ${setting} names does not exist. Create it, or leave ${setting} out.`,
    )
  }
}

/**
 * graphile-worker's tables belong to pomona_queue. Its `add_job` fails as pomona_app whatever is granted, so jobs are
 * enqueued through a definer function, which also keeps a transaction from enqueueing for another organisation; another
 * one counts them.
 */
const migrateQueue = async (owner: pg.Client, queueUrl: string): Promise<void> => {
  const { rows } = await owner.query('select current_database() as name')
  await owner.query(`grant create on database ${owner.escapeIdentifier(rows[0].name)} to pomona_queue`)
  await runMigrations({ connectionString: queueUrl, logger: undefined })
  const queue = new pg.Client({ connectionString: queueUrl })
  await queue.connect()
  try {
    await queue.query(queueFunctions)
  } finally {
    await queue.end()
  }
}

const queueFunctions = `
create or replace function graphile_worker.enqueue(p_task text, p_payload json, p_queue text, p_key text, p_run_at timestamptz)
returns void language plpgsql security definer set search_path = graphile_worker, pg_temp as $$
begin
  if (p_payload ->> 'organisationId') is distinct from nullif(current_setting('pomona.organisation_id', true), '') then
    raise exception 'a job belongs to the organisation of its transaction' using errcode = 'insufficient_privilege';
  end if;
  perform graphile_worker.add_job(p_task, p_payload, queue_name => p_queue, job_key => p_key, run_at => p_run_at,
    max_attempts => 8);
end $$;
revoke execute on function graphile_worker.enqueue from public;
create or replace function graphile_worker.figures() returns table (name text, state text, value double precision)
language sql stable security definer set search_path = graphile_worker, pg_temp as $$
  with job as (
    select case when locked_at is not null then 'running' when attempts >= max_attempts then 'failed'
      when run_at > now() then 'planned' else 'waiting' end as state, run_at
    from graphile_worker._private_jobs)
  select 'jobs', states.state, (select count(*) from job where job.state = states.state)
  from unnest(array['planned', 'waiting', 'running', 'failed']) as states(state)
  union all
  select 'oldest_waiting_job_seconds', '', coalesce(extract(epoch from now() - min(run_at)), 0) from job where job.state = 'waiting'
$$;
revoke execute on function graphile_worker.figures from public;
grant usage on schema graphile_worker to pomona_app;
grant execute on function graphile_worker.figures to pomona_app;
grant execute on function graphile_worker.enqueue to pomona_app;
`

const loadCatalogue = async (owner: pg.Client): Promise<void> => {
  const { editions, elements, texts } = catalogue
  await owner.query('begin')
  await owner.query(
    `insert into edition (id, position, note) select * from jsonb_to_recordset($1) as e(id text, position int, note text)
     on conflict (id) do update set position = excluded.position, note = excluded.note`,
    [JSON.stringify(editions.map((edition, position) => ({ ...edition, position })))],
  )
  await owner.query(
    `insert into element ("group", key, position, kind, whose, identifiability, counts)
     select * from jsonb_to_recordset($1)
       as e("group" text, key text, position int, kind text, whose text, identifiability text, counts text)
     on conflict ("group", key) do update set position = excluded.position, kind = excluded.kind, whose = excluded.whose,
       identifiability = excluded.identifiability, counts = excluded.counts`,
    [
      JSON.stringify(
        elements.map((element, position) => ({ ...element, position, counts: element.counts.of })),
      ),
    ],
  )
  await owner.query(
    `insert into element_text (edition_id, "group", key, language, row, label, purpose, ours)
     select * from jsonb_to_recordset($1) as t(edition text, "group" text, key text, lang text, row int, label text,
       purpose text, ours boolean)
     on conflict (edition_id, "group", key, language) do update set row = excluded.row, label = excluded.label,
       purpose = excluded.purpose, ours = excluded.ours`,
    [JSON.stringify(texts)],
  )
  await owner.query('commit')
}
