import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { owner } from './owner.ts'
import { useTestDatabase } from './testing.ts'

useTestDatabase()

/**
 * What every node would hold whole (Citus calls them reference tables), and why. Everything else is distributed by
 * organisation_id.
 */
const onEveryNode: Record<string, string> = {
  edition: 'the catalogue is the same for everyone',
  element: 'the catalogue is the same for everyone',
  element_text: 'the catalogue is the same for everyone',
  organisation:
    'its id is what all others are distributed by, and sign-in and the terminal look for one by its name',
  member: 'a member may belong to several organisations',
  member_password: 'found before an organisation is known',
  member_factor: 'found before an organisation is known',
  session: 'found before an organisation is known, and moves from one to another',
  invitation: 'found before an organisation is known; the first one comes before its organisation',
  rate_count: 'counts strangers, who belong nowhere',
}

type Key = { table: string; name: string; columns: string[] }
type ForeignKey = {
  table: string
  name: string
  target: string
  columns: string[]
  target_columns: string[]
  on_update: string
  on_delete: string
}

const ownTables = `c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'`

describe('the tables could be distributed by organisation_id (Citus)', () => {
  // The one step docs/operating.md names before: Prisma's default on update would move rows to other nodes.
  beforeAll(async () => {
    const document = await readFile('docs/operating.md', 'utf8')
    const [, statement = ''] = /```sql\n(do \$\$.*?\$\$;)\n```/s.exec(document) ?? []
    await owner().$executeRawUnsafe(statement)
  })

  test('each table has the column and cannot be without it, or stands on every node for a reason', async () => {
    const tables = await owner().$queryRawUnsafe<{ table: string; bound: boolean }[]>(
      `select c.relname as table, exists (select from pg_attribute a where a.attrelid = c.oid
         and a.attname = 'organisation_id' and a.attnotnull) as bound
       from pg_class c where ${ownTables} order by 1`,
    )
    const others = tables
      .filter(({ bound, table }) => !bound || table in onEveryNode)
      .map(({ table }) => table)
    expect(others).toEqual(Object.keys(onEveryNode).sort())
  })

  test('each primary and unique key of a distributed table holds it, as a column of its own', async () => {
    const keys = await owner().$queryRawUnsafe<Key[]>(
      `select c.relname as table, i.indexrelid::regclass::text as name,
         (select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a
          where a.attrelid = c.oid and a.attnum = any (i.indkey) ) as columns
       from pg_index i join pg_class c on c.oid = i.indrelid
       where i.indisunique and ${ownTables} order by 1, 2`,
    )
    expect(keys.length).toBeGreaterThan(50)
    const apart = keys.filter(
      ({ table, columns }) => !(table in onEveryNode) && !columns.includes('organisation_id'),
    )
    expect(apart).toEqual([])
  })

  test('each foreign key stays on one node, or leads to what is on all', async () => {
    const keys = await owner().$queryRawUnsafe<ForeignKey[]>(
      `select c.relname as table, k.conname as name, t.relname as target, k.confupdtype::text as on_update,
         k.confdeltype::text as on_delete,
         (select array_agg(a.attname::text order by n) from unnest(k.conkey) with ordinality u(num, n)
          join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.num) as columns,
         (select array_agg(a.attname::text order by n) from unnest(k.confkey) with ordinality u(num, n)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.num) as target_columns
       from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
       where k.contype = 'f' and k.conparentid = 0 and ${ownTables} order by 1, 2`,
    )
    expect(keys.length).toBeGreaterThan(50)
    const sound = ({ table, target, columns, target_columns, on_update, on_delete }: ForeignKey): boolean => {
      if (table in onEveryNode) return target in onEveryNode
      const at = columns.indexOf('organisation_id')
      // What holds the column must not be made null by a deletion, nor moved by an update.
      const stays = at < 0 || (['a', 'r'].includes(on_update) && !['n', 'd'].includes(on_delete))
      return stays && (target in onEveryNode || (at >= 0 && target_columns[at] === 'organisation_id'))
    }
    expect(keys.filter((key) => !sound(key))).toEqual([])
  })
})
