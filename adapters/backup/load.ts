import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ownForeignKeys, ownTables, partedOrganisations, writeAlike } from './catalogue.ts'
import type { BackupEnd, BackupHeader, BackupTable, Visitor } from './format.ts'
import { replaceJobs } from './jobs.ts'

/** The backup's tables are not those of the database it shall go to. */
export class BackupDoesNotFit extends Error {
  override name = 'BackupDoesNotFit'
  readonly table: string
  constructor(table: string) {
    super(table)
    this.table = table
  }
}

const partTables = ['person', 'device', 'device_share', 'person_share']

/**
 * Writes a backup into tables of its level, in one transaction that `commit` ends: before that nobody sees any of it.
 * Foreign keys are taken down and put up again over finished tables, which checks them all; triggers are for what people
 * do, and would refuse to empty the record.
 */
export const loader = ({ owner, queue }: { owner: pg.Client; queue: pg.Client }) => {
  const awaited = new Map<string, string>()
  let restoreShape: string[] = []

  const begin = async (header: BackupHeader): Promise<void> => {
    await writeAlike(owner)
    await owner.query('begin')
    await queue.query('begin')
    const tables = await ownTables(owner)
    for (const { table, columns } of tables) awaited.set(table, columns.join())
    const names = tables.map(({ table }) => table)
    const keys = await ownForeignKeys(owner)
    restoreShape = [
      ...keys.map((key) => `alter table ${key.table} add constraint ${key.name} ${key.definition}`),
      ...names.map((name) => `alter table ${name} enable trigger user`),
    ]
    await owner.query(`lock table ${names.join(', ')} in access exclusive mode`)
    for (const { table, name } of keys) await owner.query(`alter table ${table} drop constraint ${name}`)
    await makeParts(owner, header.parts)
    for (const name of names) await owner.query(`alter table ${name} disable trigger user`)
    await owner.query(`truncate ${names.join(', ')}`)
  }

  const table = async ({ table, columns }: BackupTable, rows: AsyncIterable<Buffer>): Promise<number> => {
    if (awaited.get(table) !== columns.join()) throw new BackupDoesNotFit(table)
    awaited.delete(table)
    const into = owner.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`))
    await pipeline(Readable.from(rows), into)
    return into.rowCount
  }

  const end = async ({ sequences, jobs }: BackupEnd): Promise<void> => {
    const [missing] = awaited.keys()
    if (missing !== undefined) throw new BackupDoesNotFit(missing)
    // The pages a reading under way had read are not in a backup, so neither is how far it was: it begins anew.
    await owner.query(
      `delete from reading_collection c using reading r
       where r.organisation_id = c.organisation_id and r.id = c.reading_id and r.state in ('waiting', 'running')`,
    )
    for (const { name, value, isCalled } of sequences) {
      await owner.query('select setval($1::regclass, $2::bigint, $3)', [name, value, isCalled])
    }
    for (const statement of restoreShape) await owner.query(statement)
    await replaceJobs(queue, jobs)
  }

  return {
    visitor: { begin, table, end } satisfies Visitor,
    commit: async () => {
      await owner.query('commit')
      await queue.query('commit')
      await owner.query('analyze')
    },
  }
}

/** As `part_open` and its like make them at a large organisation's first reading, with their indexes from the start. */
const makeParts = async (owner: pg.Client, organisations: readonly string[]): Promise<void> => {
  const there = new Set(await partedOrganisations(owner))
  for (const organisation of organisations) {
    if (there.has(organisation)) continue
    await owner.query("select set_config('pomona.organisation_id', $1, true)", [organisation])
    await owner.query('select part_open()')
    for (const table of partTables) await owner.query('select part_index($1)', [table])
    await owner.query('select part_take_in()')
  }
}
