import type { Transaction } from '#adapters/db.ts'
import { mergeConnections } from './merge-connections.ts'
import { mergeDevices } from './merge-devices.ts'
import { mergeShares } from './merge-shares.ts'
import type { MergedReading } from './merged-reading.ts'
import { writeCounts } from './write-counts.ts'

/**
 * Makes a complete reading the truth: inserts what is new, closes what vanished, updates what changed and freezes the
 * counts, each step one statement over all rows. Runs inside one transaction as pomona_copy; when it fails the last
 * good inventory stands. Shares close in the first complete reading that lacks them; only connections pass through
 * `missing`.
 */
export const merge = async (tx: Transaction, reading: MergedReading): Promise<void> => {
  await mergeConnections(tx, reading)
  await mergeDevices(tx, reading)
  await mergeShares(tx, reading)
  await writeCounts(tx, reading)
  for (const table of ['staging_object', 'staging_device', 'staging_identity', 'staging_licence']) {
    await tx.$executeRawUnsafe(`delete from ${table} where reading_id = $1::uuid`, reading.readingId)
  }
}
