import { PrismaPg } from '@prisma/adapter-pg'
import { inUtc } from '#adapters/db.ts'
import { settings } from '#adapters/env.ts'
import { PrismaClient } from './generated/client.ts'

let client: PrismaClient | undefined

/** The tables' owner, whom no wall holds: for seed and tests only. Product code speaks through adapters/db.ts. */
export const owner = (): PrismaClient => {
  const connectionString = settings().databaseUrl
  if (!connectionString) throw new Error('The owner needs a database: call setDatabase(url) first.')
  client ??= new PrismaClient({ adapter: new PrismaPg({ connectionString, max: 2, options: inUtc }) })
  return client
}

export const closeOwner = async (): Promise<void> => {
  await client?.$disconnect()
  client = undefined
}
