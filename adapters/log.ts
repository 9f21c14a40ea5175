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
