import type pg from 'pg'

/** A column of sealed values, by the names PostgreSQL takes for them; each value is sealed for what stands in `owner`. */
type SealedColumn = { table: string; column: string; owner: string; key: string[] }

/** Migrations say it of a column in its comment. `key` is the table's primary key. */
const sealedColumns = async (owner: pg.Client): Promise<SealedColumn[]> => {
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
