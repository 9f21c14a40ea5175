import type { Transaction } from '#adapters/db.ts'
import { mergeAdminConsent } from './merge-admin-consent.ts'
import { mergeConnections } from './merge-connections.ts'
import { mergeDevices } from './merge-devices.ts'
import { mergeDirectory } from './merge-directory.ts'
import { mergeEnds } from './merge-ends.ts'
import { mergeIntuneEvents } from './merge-intune-events.ts'
import { mergePeople } from './merge-people.ts'
import { mergePersonShares } from './merge-person-shares.ts'
import { mergeDeviceShares } from './merge-shares.ts'
import type { StagedReading } from './merged-reading.ts'
import { openInto } from './parts.ts'
import { writeChanges } from './write-changes.ts'
import { writeCounts } from './write-counts.ts'

/**
 * Makes a complete reading the truth: inserts what is new, closes what vanished, updates what changed and freezes the
 * counts, each step one statement over all rows that differ. Runs inside one transaction as pomona_copy; when it fails
 * the last good inventory stands. Shares close in the first complete reading that lacks them; only connections and
 * accounts pass through `missing`.
 */
export const merge = async (
  tx: Transaction,
  staged: StagedReading,
  bulkRows: number = usualBulkRows,
): Promise<void> => {
  const isBulk = await prepare(tx, staged, bulkRows)
  const isFirst = await isFirstOf(tx, staged)
  const into = await openInto(tx, staged.organisationId, isBulk && isFirst)
  const reading = { ...staged, isFirst, into: into.tables }
  const analyze = async (table: string): Promise<void> => {
    if (isBulk) await tx.$queryRaw`select 1 from merge_analyze(${table})`
  }
  await mergeConnections(tx, reading)
  await mergeAdminConsent(tx, reading)
  await mergeDirectory(tx, reading)
  await mergeIntuneEvents(tx, reading)
  await mergePeople(tx, reading)
  await analyze('person')
  const touched = await mergeDevices(tx, reading)
  await analyze('device')
  const shares = await mergeDeviceShares(tx, reading)
  await analyze('device_share')
  const personShares = await mergePersonShares(tx, reading)
  await analyze('person_share')
  await mergeEnds(tx, reading)
  await writeCounts(tx, reading, isFirst || touched + shares + personShares > 0)
  await into.settle()
  await writeChanges(tx, reading)
  await dropStaged(tx, reading)
}

const isFirstOf = async (tx: Transaction, { organisationId }: StagedReading): Promise<boolean> =>
  (await tx.reading.count({ where: { organisationId, state: 'finished' } })) === 0

const dropStaged = async (tx: Transaction, { staged }: StagedReading): Promise<void> => {
  await tx.$executeRaw`drop table ${staged.object}, ${staged.device}, ${staged.identity}, ${staged.licence},
    ${staged.seen}, ${staged.unseen}`
}

/** From so many differing rows on, whole tables are joined rather than row after row looked up. */
const usualBulkRows = 20_000

/**
 * Room for sorts and hash tables, in bulk those of a million rows; compiling queries that run once is in vain, and so is
 * looking at more than a few thousand rows of tables that live as long as the merge. PostgreSQL guesses an organisation's
 * part of the rest too small, because the wall names the organisation a second time: in bulk it is not left the choice of
 * looking rows up one by one.
 */
const prepare = async (tx: Transaction, { staged }: StagedReading, bulkRows: number): Promise<boolean> => {
  await tx.$executeRaw`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('default_statistics_target', '10', true)`
  for (const table of [staged.object, staged.device, staged.identity, staged.licence, staged.unseen]) {
    await tx.$executeRaw`analyze ${table}`
  }
  // As the statistics just taken have it: a large table is not read once more to be told that it is large.
  const [differing] = await tx.$queryRaw<{ rows: number }[]>`
    select sum(reltuples) as rows from pg_class
    where oid in ('${staged.device}'::regclass, '${staged.identity}'::regclass, '${staged.licence}'::regclass,
      '${staged.unseen}'::regclass)`
  const isBulk = Number(differing?.rows) >= bulkRows
  if (isBulk) {
    await tx.$executeRaw`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '256MB', true)`
  }
  return isBulk
}
