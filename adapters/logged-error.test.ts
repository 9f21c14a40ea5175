import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { Prisma } from '#prisma/generated/client.ts'
import { loggedError } from './logged-error.ts'

const login = 'astrid@lindegaard.example'

/** As pg gives what PostgreSQL said about a row that is there already. */
const fromPostgres = () => {
  const error = new pg.DatabaseError('duplicate key value violates unique constraint', 100, 'error')
  return Object.assign(error, { code: '23505', detail: `Key (login)=(${login}) already exists.` })
}

/** As Prisma hands it on. */
const fromPrisma = () =>
  new Prisma.PrismaClientKnownRequestError(`Raw query failed.\n  Key (login)=(${login}) already exists.`, {
    code: 'P2010',
    clientVersion: '7',
    meta: { driverAdapterError: { cause: { detail: login } } },
  })

describe('an error in the log', () => {
  test('of a database is its name, code and where it happened, never its words: they quote rows', () => {
    for (const [error, code] of [
      [fromPostgres(), '23505'],
      [fromPrisma(), 'P2010'],
      [new Error('wrapped', { cause: fromPrisma() }), undefined],
    ] as const) {
      const logged = loggedError(error)
      expect(JSON.stringify(logged)).not.toContain(login)
      expect(logged).toMatchObject({ name: error.name, stack: expect.stringContaining('logged-error.test') })
      expect(logged.code).toBe(code)
    }
  })

  test('of our own keeps its message, and what caused it', () => {
    const error = new TypeError('a row without an id', { cause: fromPostgres() })
    expect(loggedError(error)).toMatchObject({
      name: 'TypeError',
      message: 'a row without an id',
      cause: { name: 'error', code: '23505' },
    })
  })

  test('that is none is named by its type alone', () => {
    expect(loggedError(login)).toEqual({ name: 'string' })
    expect(loggedError(undefined)).toEqual({ name: 'undefined' })
  })

  test('that causes itself ends', () => {
    const error = new Error('round')
    error.cause = error
    expect(loggedError(error)).toMatchObject({ cause: { cause: { message: 'round' } } })
  })
})
