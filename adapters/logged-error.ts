import pg from 'pg'

export type LoggedError = {
  name: string
  code?: string
  message?: string
  /** Frames only: V8 begins a stack with the message. */
  stack?: string
  cause?: LoggedError
}

/** Causes of causes: enough to find a fault, and an end for an error that causes itself. */
const deepest = 3

/**
 * What the log keeps of an error. Words of a database are left out, for PostgreSQL and Prisma quote the row and the
 * query: a sign-in name that is taken, a device's serial. Their code says what happened.
 */
export const loggedError = (error: unknown, depth = 0): LoggedError => {
  if (!(error instanceof Error)) return { name: typeof error }
  return {
    name: error.name,
    ...('code' in error && { code: String(error.code) }),
    ...(!isOfDatabase(error) && { message: error.message }),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < deepest && { cause: loggedError(error.cause, depth + 1) }),
  }
}

const isOfDatabase = (error: Error): boolean =>
  error instanceof pg.DatabaseError || /^(PrismaClient|DriverAdapterError)/.test(error.name)

const framesOf = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
