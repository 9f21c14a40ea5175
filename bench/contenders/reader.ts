import { closeDatabase } from '#adapters/db.ts'
import { setCloud, setDatabase } from '#adapters/env.ts'
import { ReadingHeld } from '#adapters/staging/staging.ts'
import { clockActor } from '#features/access/minting.ts'
import { runReading } from '#features/readings/run-reading.ts'

/** Which readings to carry out, where. The database's address is its owner's, as in the settings. */
export type ReaderJob = {
  databaseUrl: string
  graphUrl: string
  readings: { organisationId: string; readingId: string }[]
  /** See `ReadingOptions`. */
  bulkRows?: number | undefined
}

/** What came of a reading; `held`: somebody else was at it. */
export type ReaderAnswer = { came: 'finished' | 'held' } | { came: 'refused' | 'failed'; why: string }

type Reading = ReaderJob['readings'][number]

const read = async (
  { organisationId, readingId }: Reading,
  bulkRows: number | undefined,
): Promise<ReaderAnswer> => {
  try {
    const signal = new AbortController().signal
    const outcome = await runReading(clockActor(organisationId), readingId, { signal, bulkRows })
    return outcome.ok ? { came: 'finished' } : { came: 'refused', why: outcome.reason }
  } catch (error) {
    return error instanceof ReadingHeld ? { came: 'held' } : { came: 'failed', why: String(error) }
  }
}

/**
 * A process that carries readings out as the worker does, side by side, to be killed while it is at them. It has loaded
 * everything before it is told which.
 */
process.on('disconnect', () => process.exit(1))
process.once('message', async ({ databaseUrl, graphUrl, readings, bulkRows }: ReaderJob) => {
  setDatabase(databaseUrl)
  setCloud({ loginUrl: graphUrl, graphUrl })
  const answers = await Promise.all(readings.map((reading) => read(reading, bulkRows)))
  await closeDatabase()
  process.send?.(answers, () => process.exit(0))
})
process.send?.('ready')
