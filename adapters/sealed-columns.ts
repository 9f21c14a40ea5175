import type pg from 'pg'
import { z } from 'zod'
import { reseal, vaultKeyId } from './vault.ts'

/** A column of sealed values, by the names PostgreSQL takes for them; each value is sealed for what stands in `owner`. */
export type SealedColumn = { table: string; column: string; owner: string; key: string[] }

/** Migrations say it of a column in its comment. `key` is the table's primary key. */
export const sealedColumns = async (owner: pg.Client): Promise<SealedColumn[]> => {
  const { rows } = await owner.query<SealedColumn>(
    `select c.oid::regclass::text as table, quote_ident(a.attname) as column,
       quote_ident(substring(d.description from '^sealed for (.+)$')) as owner,
       (select array_agg(quote_ident(k.attname) order by array_position(i.indkey::int2[], k.attnum))
        from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary)::text[] as key
     from pg_description d join pg_class c on c.oid = d.objoid join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
     where d.classoid = 'pg_class'::regclass and d.description ~ '^sealed for ' order by 1, 2`,
  )
  return rows
}

/** How many values are sealed with each key, by the key's id. */
export const sealedByKey = async (owner: pg.Client): Promise<Map<string, number>> => {
  const counts = new Map<string, number>()
  for (const { table, column } of await sealedColumns(owner)) {
    const { rows } = await owner.query<{ key: string; count: number }>(
      `select split_part(${column}, '.', 2) as key, count(*)::int as count from ${table} where ${column} is not null group by 1`,
    )
    for (const { key, count } of rows) counts.set(key, (counts.get(key) ?? 0) + count)
  }
  return counts
}

/** Asks as whoever may see the rows: the tables' owner, or the runtime inside an organisation's wall. */
export type Ask = (sql: string, values: readonly unknown[]) => Promise<unknown[]>

const atOnce = 100
const foundShape = z.array(z.object({ at: z.string(), owner: z.string(), value: z.string() }))

export type Resealed = { resealed: number; shut: number; after: string | null }

/**
 * Seals the next values of a column anew, those after `after`, and answers after which to go on (null: there are no more)
 * and how many it could not: of a key that is not at hand, or moved here from somebody else.
 */
export const resealNext = async (
  ask: Ask,
  { table, column, owner, key }: SealedColumn,
  after: string,
): Promise<Resealed> => {
  const at = `row(${key.join(', ')})::text`
  const found = foundShape.parse(
    await ask(
      `select ${at} as at, ${owner}::text as owner, ${column} as value from ${table}
       where split_part(${column}, '.', 2) <> $1 and ${at} > $2 order by 1 limit ${atOnce}`,
      [vaultKeyId(), after],
    ),
  )
  const done: Resealed = { resealed: 0, shut: 0, after: found.at(-1)?.at ?? null }
  for (const row of found) {
    const value = await reseal(row.owner, row.value)
    if (value === null) {
      done.shut += 1
      continue
    }
    // Not where somebody has written another one meanwhile.
    const written = await ask(
      `update ${table} set ${column} = $1 where ${at} = $2 and ${column} = $3 returning 1 as one`,
      [value, row.at, row.value],
    )
    done.resealed += written.length
  }
  return done
}
