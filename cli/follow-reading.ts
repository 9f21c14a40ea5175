import { setTimeout as wait } from 'node:timers/promises'
import { ReadingHeld } from '#adapters/staging/staging.ts'
import type { Actor } from '#domain/actor.ts'
import { type ReadingSummary, readingDetail } from '#features/readings/queries.ts'
import { runReading } from '#features/readings/run-reading.ts'
import type { Call } from './act.ts'
import { barOf, draw } from './progress-bar.ts'

/** How long a worker has to take the reading up before this process does. */
const workerGraceMs = 2_000
const lookEveryMs = 300

const isOver = ({ state }: ReadingSummary): boolean => state !== 'waiting' && state !== 'running'

/**
 * Stays with a reading until it is over. A worker that holds it is watched; where nobody does, because none runs or
 * the one that did has died, it is carried out here, from where it stands.
 */
export const followReading = async (
  actor: Actor,
  readingId: string,
  { signal, database, isWatched }: Call,
): Promise<ReadingSummary> => {
  const watching = isWatched ? watch(actor, readingId) : null
  const mineFrom = Date.now() + (database.isOurs ? 0 : workerGraceMs)
  try {
    for (;;) {
      signal.throwIfAborted()
      const reading = await readingDetail(actor, readingId)
      if (isOver(reading)) return reading
      if (Date.now() >= mineFrom) await runUnlessHeld(actor, readingId, signal)
      await wait(lookEveryMs, undefined, { signal })
    }
  } finally {
    await watching?.end()
  }
}

const runUnlessHeld = async (actor: Actor, readingId: string, signal: AbortSignal): Promise<void> => {
  try {
    await runReading(actor, readingId, { signal })
  } catch (error) {
    if (!(error instanceof ReadingHeld)) throw error
  }
}

const watch = (actor: Actor, readingId: string) => {
  let showing = Promise.resolve()
  const show = async (): Promise<void> => {
    const { collections } = await readingDetail(actor, readingId)
    draw(barOf(collections))
  }
  const timer = setInterval(() => {
    showing = showing.then(show)
  }, lookEveryMs)
  return {
    end: async () => {
      clearInterval(timer)
      await showing
      draw(null)
    },
  }
}
