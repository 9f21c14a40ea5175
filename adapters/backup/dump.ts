import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { appliedMigrations, ownSequences, ownTables, partedOrganisations, writeAlike } from './catalogue.ts'
import { type BackupEnd, type BackupFacts, endOfRows, headerLine, lineOf } from './format.ts'
import { jobsOf } from './jobs.ts'

export type DumpOf = Pick<BackupFacts, 'at' | 'installation'>

/**
 * Everything the owner's tables hold, and the jobs of the queue, as they were at one moment. Others go on writing; only
 * migrations wait.
 */
export async function* dump(
  { owner, queue }: { owner: pg.Client; queue: pg.Client },
  facts: DumpOf,
): AsyncGenerator<Buffer> {
  await writeAlike(owner)
  await owner.query('begin isolation level repeatable read read only')
  const tables = await ownTables(owner)
  await owner.query(`lock table ${tables.map(({ table }) => table).join(', ')} in access share mode`)
  const level = await appliedMigrations(owner)
  const { rows: exported } = await owner.query<{ id: string }>('select pg_export_snapshot() as id')
  await queue.query('begin isolation level repeatable read read only')
  await queue.query(`set transaction snapshot '${exported[0]?.id}'`)

  yield headerLine({ ...facts, level, parts: await partedOrganisations(owner) })
  for (const { table, columns } of tables) {
    yield lineOf({ table, columns })
    // A partitioned table is copied as what is selected from it.
    const rows = owner.query(copyTo(`copy (select ${columns.join(', ')} from ${table}) to stdout`))
    for await (const chunk of rows) yield chunk
    yield endOfRows
    yield lineOf({ rows: rows.rowCount })
  }
  const sequences: BackupEnd['sequences'] = []
  for (const name of await ownSequences(owner)) {
    const { rows } = await owner.query(
      `select last_value::text as value, is_called as "isCalled" from ${name}`,
    )
    sequences.push({ name, ...rows[0] })
  }
  yield lineOf({ sequences, jobs: await jobsOf(queue) } satisfies BackupEnd)
  await Promise.all([owner.query('commit'), queue.query('commit')])
}
