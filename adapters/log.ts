import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { settings } from './env.ts'
import { loggedError } from './logged-error.ts'

/**
 * Structured lines on standard error, so that standard output stays free for what a person asked for. Only opaque
 * ids belong here: no names, addresses, tokens or values read from a tenant.
 */
export const log = pino(
  {
    level: settings().log,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => loggedError(error) },
    redact: ['*.password', '*.secret', '*.token'],
  },
  pino.destination({ fd: 2, sync: true }),
)

/** Writes a surprise to the log, once, under a short reference that a person can pass on. `about` holds ids only. */
export const logFault = (error: unknown, where: string, about: Record<string, unknown> = {}): string => {
  const reference = randomBytes(3).toString('hex').toUpperCase()
  log.error({ reference, ...about, err: error }, where)
  return reference
}
