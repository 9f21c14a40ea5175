import type { Job, LogFunctionFactory, LogLevel } from 'graphile-worker'
import { log, logFault } from '#adapters/log.ts'

const levels: Record<LogLevel, (message: string) => void> = {
  error: (message) => log.error(message),
  warning: (message) => log.warn(message),
  // Its comings and goings are of use to nobody who starts Pomona.
  info: (message) => log.debug(message),
  debug: (message) => log.debug(message),
}

/**
 * What graphile-worker says, in our log. Its line about a job that failed quotes the error with its stack, values of a
 * row included; the error it hands over beside that line is told instead, as any other surprise is.
 */
export const toLog: LogFunctionFactory = () => (level, message, meta) => {
  if (!isFailure(meta)) return levels[level](message)
  const { job, error } = meta
  const { task_identifier: kind, payload, attempts: attempt, max_attempts: of } = job
  logFault(error, 'a job failed', { job: kind, payload, attempt, of })
}

const isFailure = (meta: unknown): meta is { failure: true; job: Job; error: unknown } =>
  typeof meta === 'object' && meta !== null && 'failure' in meta && 'job' in meta && 'error' in meta
