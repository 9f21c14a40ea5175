import type { Transaction } from '#adapters/db.ts'
import { mergeConnections } from './merge-connections.ts'
import { mergeDevices } from './merge-devices.ts'
import { mergeEnds } from './merge-ends.ts'
import { mergePeople } from './merge-people.ts'
import { mergePersonShares } from './merge-person-shares.ts'
import { mergeDeviceShares } from './merge-shares.ts'
import type { MergedReading } from './merged-reading.ts'
import { writeCounts } from './write-counts.ts'

/**
 * Makes a complete reading the truth: inserts what is new, closes what vanished, updates what changed and freezes the
 * counts, each step one statement over all rows that differ. Runs inside one transaction as pomona_copy; when it fails
 * the last good inventory stands. Shares close in the first complete reading that lacks them; only connections and
 * accounts pass through `missing`.
 */
export const merge = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  // Sorts and hash tables of a million rows on one connection at a time; compiling queries that run once is in vain.
  await tx.$executeRaw`select set_config('work_mem', '128MB', true), set_config('jit', 'off', true)`
  await mergeConnections(tx, reading)
  await mergePeople(tx, reading)
  const touched = await mergeDevices(tx, reading)
  const shares = await mergeDeviceShares(tx, reading)
  const personShares = await mergePersonShares(tx, reading)
  await mergeEnds(tx, reading)
  const isFirst = reading.sequence === 1
  await writeCounts(tx, reading, isFirst || touched + shares + personShares > 0)
  const { staged } = reading
  await tx.$executeRaw`drop table ${staged.object}, ${staged.device}, ${staged.identity}, ${staged.licence},
    ${staged.seen}, ${staged.unseen}`
}
