import { PrismaPg } from '@prisma/adapter-pg'
import { Prisma, PrismaClient } from '#prisma/generated/client.ts'
import { type DatabaseRole, databaseUrlOf, settings } from './env.ts'

export type Transaction = Prisma.TransactionClient

/** A name that may stand in a tagged query as it is: only for names made here, never for what somebody typed. */
export type SqlName = Prisma.Sql
export const sqlName = (name: string): SqlName => Prisma.raw(name)

/** A part of a tagged query: what stands in it as a value stays a value. */
export type SqlPart = Prisma.Sql
export const sqlPart = Prisma.sql

/**
 * For every connection of Prisma: its adapter writes moments without their zone and reads them as UTC, so on a server
 * that lives in another zone they would shift by hours.
 */
export const inUtc = '-c TimeZone=UTC'

const clients = new Map<DatabaseRole, PrismaClient>()

/** Columns that hold sealed credentials are left out of every answer that does not ask for them by name. */
const open = (role: DatabaseRole): PrismaClient =>
  new PrismaClient({
    adapter: new PrismaPg({
      connectionString: databaseUrlOf(settings(), role),
      max: role === 'app' ? 20 : 6,
      options: inUtc,
    }),
    omit: {
      tenantLink: { credential: true },
      reportBlob: { bytes: true },
      reportVolume: { bytes: true, facts: true },
    },
    // More than there are connections for wait in line: late is better than not at all.
    transactionOptions: { maxWait: 30_000, timeout: 15_000 },
  })

const clientOf = (role: DatabaseRole): PrismaClient => {
  const known = clients.get(role)
  if (known) return known
  const made = open(role)
  clients.set(role, made)
  return made
}

/**
 * For the functions of the migration that answer before an organisation is known (sign-in, one-time links, `verify report`): outside
 * `inOrganisation` every walled table is empty.
 */
export const doorway = (): PrismaClient => clientOf('app')

export type TransactionOptions = {
  /** `copy` also reaches the staging tables. */
  role?: 'app' | 'copy'
  /** A long merge sets its own limit. */
  timeoutMs?: number
}

/** Of those who come here at once, each waits until the transaction before is over. Reads of the organisation pass. */
export const lockOrganisation = async (tx: Transaction, organisationId: string): Promise<void> => {
  await tx.$queryRaw`select 1 from organisation where id = ${organisationId}::uuid for no key update`
}

/** One transaction inside the wall of one organisation: row-level security shows and takes only its rows. */
export const inOrganisation = <Value>(
  organisationId: string,
  work: (tx: Transaction) => Promise<Value>,
  { role = 'app', timeoutMs }: TransactionOptions = {},
): Promise<Value> =>
  clientOf(role).$transaction(
    async (tx) => {
      await tx.$queryRaw`select set_config('pomona.organisation_id', ${organisationId}, true)`
      return work(tx)
    },
    timeoutMs === undefined ? undefined : { timeout: timeoutMs },
  )

/** Ends all connections; a process that does not call it stays alive. */
export const closeDatabase = async (): Promise<void> => {
  const open = [...clients.values()]
  clients.clear()
  await Promise.all(open.map((client) => client.$disconnect()))
}
