import type pg from 'pg'
import type { BackupTable } from './format.ts'

// What a backup holds is asked of the database each time: a table that a migration adds is in the next one by itself.

/** The job queue's are told apart; the pages of readings under way are read again. */
const otherSchemas = ['information_schema', 'graphile_worker', 'staging']

/**
 * The tables of the one who asks, where rows are seen whole: a partitioned table, not its parts. The migrations are left
 * out, because a backup names them.
 */
export const ownTables = async (owner: pg.Client): Promise<BackupTable[]> => {
  const { rows } = await owner.query<BackupTable>(
    `select format('%I.%I', n.nspname, c.relname) as table,
       (select array_agg(quote_ident(a.attname) order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')::text[] as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and c.relowner = current_user::regrole
       and n.nspname !~ '^pg_' and n.nspname <> all ($1) and c.relname <> '_prisma_migrations'
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1`,
    [otherSchemas],
  )
  return rows
}

/** Of the one who asks, by the name PostgreSQL takes for them. */
export const ownSequences = async (owner: pg.Client): Promise<string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and c.relowner = current_user::regrole and n.nspname !~ '^pg_' and n.nspname <> all ($1)
     order by 1`,
    [otherSchemas],
  )
  return rows.map((row) => row.name)
}

/** The migrations that were applied, by name; none where there is no schema of ours. */
export const appliedMigrations = async (owner: pg.Client): Promise<string[]> => {
  const { rows: found } = await owner.query(
    "select to_regclass('public._prisma_migrations') is not null as present",
  )
  if (!found[0]?.present) return []
  const { rows } = await owner.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by 1`,
  )
  return rows.map((row) => row.name)
}

/** Organisations with parts of their own, whose names end with the organisation (ADR 10). */
export const partedOrganisations = async (owner: pg.Client): Promise<string[]> => {
  const { rows } = await owner.query<{ organisation: string }>(
    `select distinct right(c.relname, 32)::uuid::text as organisation
     from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where c.relnamespace = to_regnamespace('part') and c.relname ~ '_[0-9a-f]{32}$' order by 1`,
  )
  return rows.map((row) => row.organisation)
}

export type ForeignKey = { table: string; name: string; definition: string }

export const ownForeignKeys = async (owner: pg.Client): Promise<ForeignKey[]> => {
  const { rows } = await owner.query<ForeignKey>(
    `select c.conrelid::regclass::text as table, quote_ident(c.conname) as name,
       pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
     where c.contype = 'f' and c.conparentid = 0 and t.relowner = current_user::regrole and n.nspname <> all ($1)
     order by 1, 2`,
    [otherSchemas],
  )
  return rows
}

/** How values are written, whatever the server's or the role's settings are. */
export const writeAlike = async (client: pg.Client): Promise<void> => {
  await client.query(
    `set datestyle = 'ISO, MDY'; set timezone = 'UTC'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
     set extra_float_digits = 3; set client_encoding = 'UTF8'; set search_path = public, pg_temp;
     set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set row_security = off`,
  )
}
