import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { closeDatabase } from '#adapters/db.ts'
import { startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { setDatabase, settings } from '#adapters/env.ts'
import { migrate } from '#prisma/migrate.ts'
import { closeOwner } from '#prisma/owner.ts'
import { seed } from '#prisma/seed.ts'
import { takeInstanceLock } from './instance-lock.ts'
import { NotStarted } from './not-started.ts'

/** `npm run migrate`, `seed` and `reset`: what `npm start` does with the database, without starting anything. */
export const carryOut = async (task: 'migrate' | 'seed' | 'reset'): Promise<void> => {
  const { dataDir, url, embedded, demo } = settings()
  if (task === 'reset' && !embedded) {
    throw new NotStarted(
      'Only the embedded database can be reset. DATABASE_URL names another; empty that one yourself.',
    )
  }
  if (task === 'seed' && !demo) {
    throw new NotStarted('The demonstration lives in the embedded database only, and not with POMONA_DEMO=0.')
  }
  const giveBack = task === 'reset' ? await takeInstanceLock(dataDir, url) : async () => {}
  const close = embedded ? await openEmbedded() : async () => {}
  try {
    if (task === 'reset') await empty()
    await migrate(settings())
    if (task !== 'migrate' && demo) await seed(dataDir)
  } finally {
    await Promise.all([closeDatabase(), closeOwner()])
    await close()
    await giveBack()
  }
}

const openEmbedded = async (): Promise<() => Promise<void>> => {
  const { dataDir, key, previousKeys } = settings()
  const postgres = await startEmbeddedPostgres(dataDir, key, { previousKeys })
  setDatabase(postgres.databaseUrl)
  return () => (postgres.started ? postgres.stop('smart') : Promise.resolve())
}

/** The database and what changed in the sandbox; the key and the members' password stay. */
const empty = async (): Promise<void> => {
  const { databaseUrl, dataDir } = settings()
  const url = new URL(databaseUrl ?? '')
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`)
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
  await rm(join(dataDir, 'sandbox', 'state.json'), { force: true })
}
