import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeDatabase } from '#adapters/db.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#adapters/embedded-postgres.ts'
import { setDatabase, settings } from '#adapters/env.ts'
import { startTenantGraph } from '#features/readings/tenant.fixture.ts'
import { migrate } from '#prisma/migrate.ts'
import { closeOwner } from '#prisma/owner.ts'
import { crashServer, serverOf } from './crash.ts'
import { setStage, useReaders } from './kill.fixture.ts'
import { aroundPart, killRound, someOf } from './kill-round.fixture.ts'
import { after, before } from './kill-tenants.fixture.ts'
import { undisturbed } from './kill-world.fixture.ts'

/** Many readings, on a machine that has other work. */
const patienceMs = 300_000

// A server of this file's own: the others' must live.
let folder: string
let postgres: EmbeddedPostgres

const start = async (): Promise<void> => {
  postgres = await startEmbeddedPostgres(folder, settings().key)
  setDatabase(postgres.databaseUrl)
}
const disconnect = async (): Promise<void> => {
  await closeDatabase()
  await closeOwner()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pomona-kill-database-'))
  // Where tests run as root, PostgreSQL runs as another account, which must be able to pass.
  await chmod(folder, 0o711)
  await start()
  await migrate(settings())
  await setStage()
})
const nextReader = useReaders()
afterAll(async () => {
  await disconnect()
  await postgres.stop('fast')
  await rm(folder, { recursive: true, force: true })
})

test.each([
  { name: 'a first reading', tenants: [before], inBulk: false },
  { name: 'a reading of a tenant that changed', tenants: [before, after], inBulk: false },
  { name: 'a first reading of a large organisation', tenants: [before], inBulk: true },
  { name: 'a reading of a large organisation that changed', tenants: [before, after], inBulk: true },
])(
  '$name whose database is killed between pages, or in the merge, shows nothing, goes on and ends in the same state',
  async ({ tenants, inBulk }) => {
    const scene = { tenants, inBulk, graph: await startTenantGraph() }
    const whole = await undisturbed(scene)
    const opensPart = inBulk && tenants.length === 1
    const stops = opensPart ? aroundPart : someOf(whole)
    const reader = nextReader()
    await killRound(scene, whole, stops, reader, async () => {
      await disconnect()
      await crashServer(await serverOf(folder))
      await start()
    })
    const failed = { came: 'failed', why: expect.any(String) }
    expect(await reader.answers, 'the worker ends by itself').toEqual(stops.map(() => failed))
  },
  patienceMs,
)
