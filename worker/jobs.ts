import type { Task } from 'graphile-worker'
import { type Jobs, placeOf } from '#adapters/queue.ts'
import { ReadingHeld } from '#adapters/staging/staging.ts'
import type { Actor } from '#domain/actor.ts'
import { clockActor } from '#features/access/minting.ts'
import { eraseRequests } from '#features/access-requests/retention.ts'
import { giveUpMailing, mailCheckpoint } from '#features/audit/mail-checkpoint.ts'
import { pruneLog } from '#features/audit/prune.ts'
import { recheckEnded } from '#features/offboardings/rechecks.ts'
import { giveUpRehearsal, rehearse } from '#features/offboardings/rehearsals.ts'
import { giveUpOffboarding, runOffboarding } from '#features/offboardings/run-offboarding.ts'
import { watchOffboardings } from '#features/offboardings/watch.ts'
import { eraseGone } from '#features/readings/erase-gone.ts'
import { giveUpReading, runReading } from '#features/readings/run-reading.ts'
import { giveUpReport, renderReport } from '#features/reports/render-report.ts'
import { lookAtClock } from './clock.ts'

declare global {
  namespace GraphileWorker {
    interface Tasks extends Jobs {
      lookAtClock: unknown
    }
  }
}

type Work<Kind extends keyof Jobs> = {
  run: (actor: Actor, payload: Jobs[Kind], options: { signal: AbortSignal }) => Promise<unknown>
  giveUp: (actor: Actor, payload: Jobs[Kind]) => Promise<void>
}

/** When to look again after a reading that somebody else is at: the terminal, which carries one out itself. */
const heldForMs = 10_000

/**
 * A fault goes to the queue, which tries again later; after the last try the subject has to say so itself, or it would
 * be under way for ever. A reading that somebody else holds, and a job of a worker that stops, is no fault: the job is
 * handed back as one that was never tried.
 */
const task =
  <Kind extends keyof Jobs>(kind: Kind, { run, giveUp }: Work<Kind>) =>
  async (payload: Jobs[Kind], { job, abortSignal, addJob }: Parameters<Task<Kind>>[1]): Promise<void> => {
    const actor = clockActor(payload.organisationId)
    const handBack = (more: { runAt?: Date } = {}) =>
      addJob<string>(kind, payload, {
        ...placeOf(kind, payload),
        ...more,
        maxAttempts: job.max_attempts,
      })
    try {
      await run(actor, payload, { signal: abortSignal })
    } catch (error) {
      if (abortSignal.aborted) await handBack()
      else if (error instanceof ReadingHeld) await handBack({ runAt: new Date(Date.now() + heldForMs) })
      else {
        if (job.attempts >= job.max_attempts) await giveUp(actor, payload)
        throw error
      }
    }
  }

/** What the clock does: one line for each kind of work. Refusals are written on the subject by its command. */
export const jobs: { [Kind in keyof GraphileWorker.Tasks]: Task<Kind> } = {
  runReading: task('runReading', {
    run: async (actor, { readingId }, options) => {
      const outcome = await runReading(actor, readingId, options)
      if (outcome.ok) await watchOffboardings(actor)
    },
    giveUp: (actor, { readingId }) => giveUpReading(actor, readingId),
  }),
  runOffboarding: task('runOffboarding', {
    run: (actor, { offboardingId }, options) => runOffboarding(actor, offboardingId, options),
    giveUp: (actor, { offboardingId }) => giveUpOffboarding(actor, offboardingId),
  }),
  rehearseOffboarding: task('rehearseOffboarding', {
    run: (actor, { rehearsalId }, options) => rehearse(actor, rehearsalId, options),
    giveUp: (actor, { rehearsalId }) => giveUpRehearsal(actor, rehearsalId),
  }),
  renderReport: task('renderReport', {
    run: (actor, { reportId }, options) => renderReport(actor, reportId, options),
    giveUp: (actor, { reportId }) => giveUpReport(actor, reportId),
  }),
  mailCheckpoint: task('mailCheckpoint', {
    run: (actor, { sequence }, options) => mailCheckpoint(actor, sequence, options),
    giveUp: (actor, { sequence }) => giveUpMailing(actor, sequence),
  }),
  eraseGone: async ({ organisationId }, { abortSignal }) => {
    await eraseRequests(clockActor(organisationId))
    const signal = abortSignal ?? new AbortController().signal
    await pruneLog(clockActor(organisationId), { signal })
    await eraseGone(clockActor(organisationId), { signal })
  },
  recheckEnded: async ({ organisationId }, { abortSignal }) => {
    await recheckEnded(clockActor(organisationId), { signal: abortSignal ?? new AbortController().signal })
  },
  lookAtClock,
}
