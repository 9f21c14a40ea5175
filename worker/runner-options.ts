import { Logger, type RunnerOptions, type WorkerEvents } from 'graphile-worker'
import { cronItems } from './clock.ts'
import { jobs } from './jobs.ts'
import { toLog } from './queue-log.ts'

const concurrentJobs = 3
/** How long a job may go on after the worker was asked to stop, before it is told to hand itself back. */
const finishWithinMs = 1_000

/**
 * graphile-worker 0.18 does not wait for the row of a job that has just ended when it stops, and closes its connections
 * before that is written: the job would lie claimed by a worker that is gone. What it writes in batches it waits for.
 */
const waitForEndedJobs = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }

/** How the queue is worked off. */
export const runnerOptions = (connectionString: string, events: WorkerEvents): RunnerOptions => ({
  preset: { worker: waitForEndedJobs },
  connectionString,
  taskList: jobs,
  parsedCronItems: cronItems,
  concurrency: concurrentJobs,
  gracefulShutdownAbortTimeout: finishWithinMs,
  noHandleSignals: true,
  logger: new Logger(toLog),
  events,
})
