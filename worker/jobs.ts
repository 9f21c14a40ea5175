import type { JobHelpers, Task } from 'graphile-worker'
import type { Jobs } from '#adapters/queue.ts'
import { ReadingHeld } from '#adapters/staging/staging.ts'
import { clockActor } from '#features/access/minting.ts'
import { giveUpOffboarding, runOffboarding } from '#features/offboardings/run-offboarding.ts'
import { giveUpReading, runReading } from '#features/readings/run-reading.ts'
import { giveUpReport, renderReport } from '#features/reports/commands.ts'
import { HandedBack } from './queue-log.ts'

declare global {
  namespace GraphileWorker {
    interface Tasks extends Jobs {}
  }
}

/** What the clock does: one line for each kind of work. Refusals are written on the subject by its command. */
export const jobs: { [Kind in keyof Jobs]: Task<Kind> } = {
  runReading: ({ organisationId, readingId }, helpers) => {
    const actor = clockActor(organisationId)
    return tried(
      helpers,
      (signal) => runReading(actor, readingId, { signal }),
      () => giveUpReading(actor, readingId),
    )
  },
  runOffboarding: ({ organisationId, offboardingId }, helpers) => {
    const actor = clockActor(organisationId)
    return tried(
      helpers,
      (signal) => runOffboarding(actor, offboardingId, { signal }),
      () => giveUpOffboarding(actor, offboardingId),
    )
  },
  renderReport: ({ organisationId, reportId }, helpers) => {
    const actor = clockActor(organisationId)
    return tried(
      helpers,
      (signal) => renderReport(actor, reportId, { signal }),
      () => giveUpReport(actor, reportId),
    )
  },
}

/**
 * A fault goes to the queue, which tries again later; after the last try the subject has to say so itself, or it would
 * be under way for ever. A reading that somebody else holds is under way, and a worker that stops hands its job back.
 */
const tried = async (
  { job, abortSignal }: JobHelpers,
  work: (signal: AbortSignal) => Promise<unknown>,
  giveUp: () => Promise<void>,
): Promise<void> => {
  try {
    await work(abortSignal)
  } catch (error) {
    if (abortSignal.aborted || error instanceof ReadingHeld) throw new HandedBack(error)
    if (job.attempts >= job.max_attempts) await giveUp()
    throw error
  }
}
